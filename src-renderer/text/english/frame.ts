// What the frame says: rail, status line, drop target, keyboard sheet, and the page's own trouble.

export const frameSentences = {
  'app.name': 'Cooldown',

  'rail.label': 'Places',
  'rail.activities': 'Activities',
  'rail.imports': 'Imports',
  'rail.health': 'Health',
  'rail.settings': 'Settings',
  'rail.about': 'About',

  'status.starting': 'Starting…',
  'status.up_to_date': 'Up to date',
  'status.looking': 'Looking for files…',
  'status.importing': 'Importing {done, number} of {found, number}',
  'status.importing_so_far': 'Importing {done, number} of {found, number} so far',
  'status.importing_with_estimate': 'Importing {done, number} of {found, number}, {estimate}',
  'status.import_waits': '{count, plural, one {# file waits} other {# files wait}}, {found, number} in all',
  'status.imports_paused': 'Imports are paused',
  'status.imports_paused_waiting':
    'Imports are paused – {count, plural, one {# file waits} other {# files wait}}',
  'status.needs_you': '{count, plural, one {# file needs you} other {# files need you}}',
  'status.stopped': 'Importing has stopped. Start it again',

  'estimate.moment': 'a few seconds left',
  'estimate.seconds': 'about {count, number} s left',
  'estimate.minutes': 'about {count, number} min left',
  'estimate.hours': 'about {count, number} h left',

  'spoken.import_started': 'Import started.',
  'spoken.import_finished': 'Import finished. {counts}.',
  'spoken.import_finished_empty': 'Import finished. There was nothing to take in.',

  'spoken.import_waits':
    'Import cut off. {count, plural, =0 {Nothing was left out.} one {# file waits for {name}.} other {# files wait for {name}.}}',
  'spoken.import_stopped':
    'Import stopped. {count, plural, =0 {Nothing was left out.} one {# file was left out.} other {# files were left out.}}',
  'spoken.paused': 'Imports are paused.',
  'spoken.goes_on': 'Imports go on.',
  'spoken.looking': 'Looking at the files first. Nothing is written.',
  'spoken.looked': 'Looked at {count, plural, one {# file} other {# files}}. Nothing was written.',

  'import.look_first': 'Look first…',
  'import.look_first_why':
    'Choose a folder, and see what importing it would bring before anything is written',
  'import.look_gone': 'This look is not here any more, and nothing was written. Choose the folder again.',
  'import.choose_files': 'Choose files…',
  'import.choose_folder': 'Choose folder…',
  'import.refused':
    'This could not be taken in, and nothing changed. What comes from another program has to be saved to a folder first; very many files come in by dropping their folder.',

  'drop.promise': 'Drop to import. Nothing is moved or changed.',
  'drop.kinds': 'FIT, TCX and GPX, also as .gz and .zip, one by one or whole folders',

  'detail.label': 'Details',
  'detail.close': 'Close details',
  'notice.close': 'Close this notice',

  'trouble.happened': 'This view has stopped.',
  'trouble.safe': 'Nothing was changed: this part only shows what is kept.',
  'trouble.retry': 'Show it again',
  'trouble.for_support': 'For support',

  'keys.title': 'Keyboard',
  'keys.everywhere': 'Everywhere',
  'keys.in_lists': 'In lists',
  'keys.open': 'Choose files to import',
  'keys.search': 'Filter what is shown',
  'keys.places': 'Activities, Imports, Devices and folders, Health, Settings, About',
  'keys.back': 'Close, or go back',
  'keys.sheet': 'This sheet',
  'keys.quit': 'Quit Cooldown, also in the background',
  'keys.next': 'Next',
  'keys.previous': 'Previous',
  'keys.ends': 'First and last',
  'keys.detail': 'Open details',
  'keys.deeds': 'Buttons of a device or folder',
  'keys.fold': 'Open or close an import',
  'keys.or': 'or',
} as const;
