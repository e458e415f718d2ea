// Says while one types how many words are left.
import { CharacterCount } from "govuk-frontend";

import { countWords } from "./words.js";

export class WordCount extends CharacterCount {
  updateCount() {
    this.count = countWords(this.$textarea.value);
  }
}
