// The code on a client's phone, read by the desk's camera where the browser can find codes in a picture. Typing it,
// or a scanner that types, needs none of this.
const PAUSE = 200; // ms between two looks

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-scan]"));
const button = /** @type {HTMLButtonElement} */ (form.querySelector("[data-camera]"));
const video = form.querySelector("video");
const field = /** @type {HTMLInputElement} */ (form.querySelector("[name=code]"));

/** Give what finds QR codes in a picture; nothing where browser or device cannot. */
async function finder() {
  const Detector = /** @type {any} */ (window).BarcodeDetector;
  if (!Detector || !navigator.mediaDevices) return null;
  const formats = await Detector.getSupportedFormats();
  return formats.includes("qr_code") ? new Detector({ formats: ["qr_code"] }) : null;
}

/** Show the camera's picture, or stop; the button says which. */
function show(stream) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = stream;
  video.hidden = !stream;
  button.setAttribute("aria-pressed", String(Boolean(stream)));
  if (!stream) field.focus();
}

/** Look until a code is found, then send it as if it had been typed. */
async function look(detector) {
  while (video.srcObject) {
    const [found] = video.readyState < 2 ? [] : await detector.detect(video);
    if (found) {
      field.value = found.rawValue.slice(0, 40);
      show(null);
      form.requestSubmit();
      return;
    }
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
  }
}

if (field.value) field.select(); // what was refused is typed over by the next scan
const detector = await finder();
if (detector) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (video.srcObject) {
      show(null);
      return;
    }
    try {
      show(await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }));
      await video.play();
      await look(detector);
    } catch {
      show(null); // no camera, or not allowed: the code is typed
    }
  });
}
