const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;

/** Whether a key is for the page itself: not for a field, an open dialog or the browser. */
export const isKeyOfPage = ({ target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  !isField(target) && !altKey && !ctrlKey && !metaKey && document.querySelector('dialog[open]') === null;
