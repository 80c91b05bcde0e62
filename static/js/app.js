// What every page does beyond plain HTML. Each module listens on the document, so it also works after an htmx swap.
import "./find.js";
import "./menus.js";
import "./sending.js";
import "./toasts.js";
import "./connection.js";
