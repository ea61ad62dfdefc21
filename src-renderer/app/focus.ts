// Sends the focus to a landmark, which may come a moment later: what it belongs to is read from the database first.

const patienceFrames = 60;

/** Returns its stop. */
export function focusWhenThere(selector: string): () => void {
  let frame = 0;
  let framesLeft = patienceFrames;
  const look = () => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element !== null) element.focus({ preventScroll: true });
    else if (framesLeft-- > 0) frame = requestAnimationFrame(look);
  };
  look();
  return () => cancelAnimationFrame(frame);
}
