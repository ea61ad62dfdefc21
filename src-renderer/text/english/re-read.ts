// What the settings say of originals that are read again.

export const reReadSentences = {
  're_read.title': 'Read originals again',
  're_read.why':
    'A newer Cooldown may read more in a file than the one that took it in. See first what would change: nothing is written until you apply it, and what you chose or deleted stays so.',
  're_read.look': 'See what would change',
  're_read.apply': 'Apply',
  're_read.stop': 'Stop',
  're_read.reading': '{done} of {all, plural, one {# original} other {# originals}}…',
  're_read.nothing': 'Today’s reader has read every activity. There is nothing to read again.',
  're_read.would':
    '{count, plural, =0 {No activity would change.} one {# activity would change.} other {# activities would change.}}',
  're_read.did':
    '{count, plural, =0 {No activity changed.} one {# activity changed. Its receipt stands among the imports.} other {# activities changed. Their receipts stand among the imports.}}',
  're_read.same': '{count, plural, one {# stays as it is.} other {# stay as they are.}}',
  're_read.gone':
    '{count, plural, one {# can not be read again: its original is not kept any more.} other {# can not be read again: their originals are not kept any more.}}',
  're_read.unread':
    '{count, plural, one {# could not be read from its original, and stays as it is.} other {# could not be read from their originals, and stay as they are.}}',
  're_read.left':
    '{count, plural, one {# was changed or deleted meanwhile, and was left alone.} other {# were changed or deleted meanwhile, and were left alone.}}',
  're_read.line': '{activity}, {day}: {fields}',
  're_read.more': '{count, plural, one {And # more.} other {And # more.}}',
  're_read.other_fields': 'other details',
  're_read.not_now':
    'Cooldown can not write just now. What was read again so far is kept; try again in a moment.',
} as const;
