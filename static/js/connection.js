// Says so when htmx could not reach Rapport, or Rapport could not answer. An element with data-own-errors, or one
// inside it, says it itself.
import { show } from "./toasts.js";

const ANSWERS = {
  403: "This page is too old to save from. Copy what you typed, then reload it.",
  404: "That is not there any more. Nothing was changed.",
  413: "That is too big to take in. Nothing was changed.",
  429: "That was a lot in a short time. Wait a minute, then try again.",
};

function quiet(event) {
  return event.detail.elt?.closest?.("[data-own-errors]");
}

function unreachable(event) {
  if (quiet(event)) return;
  const reading = event.detail.requestConfig?.verb === "get";
  const text = reading ? "Not loaded: no connection." : "Not saved: no connection. What you typed is still here.";
  show(text, { warning: true });
}

document.addEventListener("htmx:sendError", unreachable);
document.addEventListener("htmx:timeout", unreachable);
document.addEventListener("htmx:responseError", (event) => {
  if (quiet(event)) return;
  const text = ANSWERS[event.detail.xhr.status];
  show(text ?? "Something went wrong on our side. What you typed is still here; try again in a minute.", {
    warning: true,
  });
});
