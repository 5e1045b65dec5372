// “Keep on this phone” for the page of a booking, without what can only be done online.
import { keepPage } from "../device/kept_page.js";

const card = document.getElementById("exams-kept");

const copy = () => {
  const parts = card.cloneNode(true);
  for (const part of parts.querySelectorAll("[data-online]")) part.remove();
  return parts.innerHTML;
};

keepPage("exams-booking", document.getElementById("exams-keep"), copy);
