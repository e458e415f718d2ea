// Makes or shows a passkey, and sends it with the form. Needs `webauthnJSON` (allauth ships it).
(() => {
  const form = document.querySelector("[data-passkey]");
  const options = document.getElementById("passkey-options");
  const { webauthnJSON } = window;
  if (!form || !options || !webauthnJSON?.supported()) return;
  const asked = JSON.parse(options.textContent);
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const status = form.querySelector("[role=status]");
    status.textContent = "";
    try {
      const credential = asked.create
        ? await webauthnJSON.create(asked.create)
        : await webauthnJSON.get(asked.get);
      form.querySelector("[name$=credential]").value = JSON.stringify(credential);
      form.submit();
    } catch (problem) {
      status.textContent = form.dataset.failed || problem.message;
    }
  });
})();
