/**
 * The one script of the pages. It asks the device for a passkey, puts the answer into the form, and
 * sends the form. Forms stay hidden where it cannot.
 */
const KNOWS_PASSKEYS =
  'PublicKeyCredential' in window &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** The path under which the server lives: `/time`, or nothing. This script tells it by its place. */
const BASE_PATH = new URL(document.currentScript.src).pathname.replace(/\/pages\/passkey\.js$/, '');

/** The answer of the device, as JSON. Rejects when the person or the server refuses. */
async function answerOf(does, action, csrf) {
  const asked = await fetch(`${action}/options`, { method: 'POST', headers: { 'X-CSRF-Token': csrf } });
  if (!asked.ok) throw new Error(`status ${asked.status}`);
  const options = await asked.json();
  const credential =
    does === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(credential.toJSON());
}

/** What went wrong, in a sentence. */
function sentenceFor(error) {
  if (error.name === 'InvalidStateError') return 'This device has a passkey for your account already.';
  if (error.name === 'NotAllowedError') return 'The device gave no passkey, or it took too long. Try again.';
  return 'That did not work. Reload the page and try again.';
}

for (const part of document.querySelectorAll('[data-passkey]')) {
  if (!KNOWS_PASSKEYS) continue;
  const form = part.querySelector('form');
  const error = part.querySelector('[data-error]');
  part.querySelector('[data-form]').hidden = false;
  part.querySelector('[data-none]').hidden = true;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    error.hidden = true;
    try {
      const csrf = form.elements.namedItem('csrf')?.value ?? '';
      form.elements.namedItem('answer').value = await answerOf(part.dataset.passkey, part.dataset.action, csrf);
      form.submit();
    } catch (failure) {
      // The sign-in is more than ten minutes ago: ask for the password, then come back here.
      if (failure.message === 'status 403')
        return window.location.assign(
          `${BASE_PATH}/sign-in/again?return_to=${encodeURIComponent(window.location.pathname.slice(BASE_PATH.length))}`,
        );
      error.textContent = sentenceFor(failure);
      error.hidden = false;
      button.disabled = false;
    }
  });
}
