// “Keep on this phone” for the week's meals.
import { keepPage } from "../device/kept_page.js";

const week = document.getElementById("diet-kept");

keepPage("diet-week", document.getElementById("diet-keep"), () => week.innerHTML);
