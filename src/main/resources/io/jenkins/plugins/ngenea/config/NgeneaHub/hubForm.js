/* The form of one Hub: creates a client key, and shows the name of the Hub in its header. */
(function () {
  function chunk(element) {
    return element.closest(".repeated-chunk");
  }

  function value(within, selector) {
    const input = within.querySelector(selector);
    return input === null ? "" : input.value;
  }

  function select(hub, id) {
    const list = hub.querySelector("select[name='_.credentialsId']");
    if (list === null) {
      return;
    }
    if (!Array.from(list.options).some((option) => option.value === id)) {
      list.add(new Option(id, id));
    }
    list.value = id;
    list.dispatchEvent(new Event("change"));
  }

  function create(button) {
    const hub = chunk(button);
    const form = button.closest(".ngenea-new-key");
    const status = form.querySelector(".ngenea-new-key__status");
    const password = form.querySelector(".ngenea-new-key__password");
    function say(text) {
      status.textContent = text;
      button.disabled = false;
    }
    button.disabled = true;
    status.textContent = "";
    fetch(button.dataset.url, {
      method: "post",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: new URLSearchParams({
        url: value(hub, "input[name='_.url']"),
        timeoutSeconds: value(hub, "input[name='_.timeoutSeconds']") || "0",
        keyName: value(form, ".ngenea-new-key__name"),
        loginId: value(form, ".ngenea-new-key__login"),
        user: value(form, ".ngenea-new-key__user"),
        password: password.value,
      }),
    })
      .then((answer) => answer.json())
      .then((answer) => {
        if (answer.status === "ok") {
          password.value = "";
          select(hub, answer.data.id);
          say(answer.data.message);
        } else {
          say(answer.message);
        }
      })
      .catch(() => say(button.dataset.failed));
  }

  function showName(input) {
    const header = chunk(input).querySelector(".repeated-chunk__header");
    if (header === null) {
      return;
    }
    let shown = header.querySelector(".ngenea-hub-name");
    if (shown === null) {
      shown = document.createElement("span");
      // the header is a flex box, which drops the blank before the name
      shown.className = "ngenea-hub-name jenkins-!-margin-left-1";
      header.appendChild(shown);
    }
    shown.textContent = input.value.trim() === "" ? "" : " " + input.value.trim();
  }

  Behaviour.specify(".ngenea-new-key__create", "ngenea-new-key", 0, function (button) {
    button.onclick = () => create(button);
  });

  Behaviour.specify(".repeated-chunk[name='hubs'] input[name='_.name']", "ngenea-hub-name", 0, function (input) {
    showName(input);
    input.addEventListener("input", () => showName(input));
  });
})();
