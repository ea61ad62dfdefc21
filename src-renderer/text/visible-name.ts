// File names come from outside: what would be invisible in them, or turn the text around it, is made visible.

const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7f && code <= 0x9f);

/** Marks that reorder or hide text: a name may use them to look like another name. */
const hidden =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

function visibleCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x7f) return '␡';
  if (code === 0x0a) return '␤';
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (isControl(code) || hidden.test(character))
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  // Half of a surrogate pair: no character at all.
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return character;
}

/** `run\u202Etxt.fit` → `run⟨U+202E⟩txt.fit`. A name in a script from right to left is isolated from its sentence. */
export function visibleName(name: string): string {
  const visible = Array.from(name, visibleCharacter).join('');
  return rightToLeft.test(visible) ? `\u2068${visible}\u2069` : visible;
}
