import { recall } from "./remembered.js";

// Runs before the stylesheet and the body are loaded, so that the page is never painted in the wrong theme.
const theme = recall("theme");
if (theme !== "") document.documentElement.dataset["theme"] = theme;
