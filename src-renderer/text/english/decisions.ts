// What can be decided about activities, and how it stands once it was.

export const decisionSentences = {
  'decide.delete': 'Delete',
  'decide.bring_back': 'Bring it back',
  'decide.keep': 'Keep the one I have',
  'decide.update': 'Use this one instead',
  'decide.keep_both': 'Keep both',
  'decide.import_anyway': 'Import it anyway',
  'decide.unlink': 'They are two outings',
  'decide.link': 'They are one outing',
  'decide.clock_here': 'One outing: the clock of this one was wrong',
  'decide.clock_there': 'One outing: the clock of the other one was wrong',
  'decide.start': 'It began',
  'decide.set_start': 'Set its date',
  'decide.start_why':
    'The device’s clock was not set. With its date the activity enters your weeks; what the file says stays as it is.',

  'clock.title': 'When it was',
  'clock.corrected':
    'You set the clock of this one right. What the file says stays as it is; its times here are the right ones.',
  'clock.take_back': 'Use the device’s clock again',

  'decide.asked': 'One moment…',
  'decide.already': 'It is so already. Nothing has changed.',
  'decide.not_found': 'It is not here any more. Nothing has changed.',
  'decide.not_applicable': 'There is nothing to choose here any more. Nothing has changed.',
  'decide.original_gone':
    'Cooldown does not keep the original of this file any more, and can not read it once more. Nothing has changed; import the file again.',
  'decide.original_too_large':
    'The archive it came in is too large to be read once more as a whole. Nothing has changed; unpack it, and import the file by itself.',
  'decide.not_readable':
    'The original of this file can not be read any more. Nothing has changed; import the file again.',
  'decide.not_now': 'Cooldown can not write just now. Nothing has changed; try again in a moment.',

  'deleted.title': 'Deleted activities',
  'deleted.none': 'None.',
  'deleted.why':
    'What you deleted stays away, under whatever name or in whatever format it comes again. Here it can be brought back.',
  'deleted.here': 'You deleted this activity on {day}. It stays away until you bring it back.',
  'deleted.line': '{activity}, {day}',

  'resolved.keep': 'You kept the one you had, on {day}.',
  'resolved.update': 'You used this one instead, on {day}. The earlier one is kept in the log.',
  'resolved.keep_both': 'You kept both, on {day}.',
  'resolved.import_anyway': 'You imported it all the same, on {day}.',
} as const;
