// A person's page by keyboard: keys that lead to a box, Enter that sends a line, Escape that leaves a thing as it was.
import "./keys.js";
import "./in-place.js";
