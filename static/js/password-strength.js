// Says while a password is typed what stands against it, by the server's own rules.
(() => {
  const WAIT = 400;
  for (const field of document.querySelectorAll("[data-password-strength]")) {
    const { form } = field;
    const said = document.createElement("div");
    said.className = "password-strength";
    said.setAttribute("role", "status");
    field.after(said);
    let timer;
    let latest = 0;
    const ask = async () => {
      const number = ++latest;
      if (!field.value) {
        said.replaceChildren();
        return;
      }
      const body = new FormData();
      body.set("password", field.value);
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      try {
        const answer = await fetch("/admin/password-strength/", { method: "POST", body });
        const { problems, verdict } = await answer.json();
        if (number !== latest) return;
        said.replaceChildren(
          ...(verdict ? [verdict] : problems).map((sentence) => {
            const line = document.createElement("p");
            line.textContent = sentence;
            return line;
          }),
        );
        said.classList.toggle("password-strength--good", Boolean(verdict));
      } catch {
        said.replaceChildren();
      }
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    // What is sent is judged by its own answer; signing in also ends the token that stands here.
    form.addEventListener("submit", () => clearTimeout(timer));
  }
})();
