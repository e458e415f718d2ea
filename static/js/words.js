// Counts words by the server's rule: see `authorities/forms/word_count.py`, and the cases that both
// are held to.

const IDEOGRAPH =
  "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const PART = `(?:(?![${IDEOGRAPH}])[\\p{L}\\p{N}_])+`;
const WORD = new RegExp(`[${IDEOGRAPH}]|${PART}(?:['’.,]${PART})*`, "gu");
const WITHIN = /[\p{M}\p{Cf}]/gu;

export function countWords(text) {
  return (text.normalize("NFC").replace(WITHIN, "").match(WORD) || []).length;
}
