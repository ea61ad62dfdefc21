// What the face says of keeping things safe: the engine's state, originals, the report for support, and erasing for good.

export const safekeepingSentences = {
  'status.rebuilding': 'Putting your activities back from the journal, {done, number} of {all, number}',
  'status.paused.disk_full':
    'Paused: this computer has no room left. Unfinished files wait; it goes on by itself when there is room.',
  'status.paused.write_failed':
    'Paused: this computer can not write to Cooldown’s folder. Unfinished files wait; it goes on by itself when it can.',
  'status.paused.not_available':
    'Paused: Cooldown’s journal can not be opened. Unfinished files wait; close other programs that use Cooldown’s folder and start Cooldown again.',
  'status.paused.newer_format': 'Read-only: a newer version of Cooldown wrote this data.',
  'status.read_only': 'Read-only. See why',

  'read_only.newer_journal':
    'A newer version of Cooldown wrote this data. All of it can be looked at and exported; to take in more, start the newer version.',
  'read_only.newer_database':
    'A newer version of Cooldown wrote this data. Nothing of it is changed; to see it and to take in more, start the newer version.',
  'read_only.not_available':
    'Cooldown’s journal can not be opened, so nothing is taken in and nothing is changed. What is here can be looked at; close other programs that use Cooldown’s folder, and start Cooldown again.',
  'read_only.drop': 'Nothing can be taken in now.',

  'notice.rebuilt':
    '{records, plural, one {Your data was put back from the journal: # entry.} other {Your data was put back from the journal: # entries.}} There is nothing to do.',
  'notice.rebuilt_from_salvaged':
    '{records, plural, one {What the journal still holds was put back: # entry.} other {What the journal still holds was put back: # entries.}}',
  'notice.salvaged':
    '{frames, plural, =0 {The journal was damaged.} one {The journal was damaged: # part of it could not be read.} other {The journal was damaged: # parts of it could not be read.}} The damaged journal was set aside whole, as {name}, and everything else goes on. If an activity is missing, import its file again.',
  'spoken.running_again': 'Cooldown goes on.',

  'report.title': 'Report for support',
  'report.open': 'Save a report for support…',
  'report.why':
    'If something goes wrong, support can see from it what was decided and why. You see all of it before it is saved.',
  'report.what':
    'It holds versions, counts and what became of your latest files, with times to the minute. It holds no names, no titles, no places, no paths and nothing of what you recorded; nothing is sent anywhere.',
  'report.size': 'These are its exact bytes: {size}.',
  'report.bytes': 'The report, as it would be saved',
  'report.composing': 'Putting the report together…',
  'report.save': 'Save…',
  'report.close': 'Close',
  'report.saved': 'Saved as {name}.',
  'report.cancelled': 'Not saved yet.',
  'report.not_saved': 'It could not be saved there. Nothing else has changed; choose another place.',
  'report.not_now':
    'The report can not be put together just now. Nothing has changed; try again in a moment.',
  'report.refused': 'This window could not ask for the report. Nothing has changed; start Cooldown again.',
  'report.again': 'Try again',

  'originals.title': 'Originals',
  'originals.limit': 'Room for originals',
  'originals.limit.none': 'No limit',
  'originals.why':
    'Cooldown keeps a copy of every file with a recording in it, also of one that it could not read: a later version may. Beyond the limit the oldest copies are let go; activities and receipts stay.',
  'originals.now': '{count, plural, =0 {None is kept.} one {# is kept, {size}.} other {# are kept, {size}.}}',
  'originals.let_go':
    '{count, plural, one {# was let go to keep the limit.} other {# were let go to keep the limit.}}',
  'originals.not_saved':
    'Your choice could not be saved: this computer did not let Cooldown write to its folder. The limit is as it was, and no original was let go. See that the folder can be written to, and choose again.',
  'originals.not_saved.disk_full':
    'Your choice could not be saved: this computer has no room left. The limit is as it was, and no original was let go. Make some room, and choose again.',
  'originals.unknown':
    'This window could not ask for the originals. Nothing has changed; start Cooldown again.',

  'originals.lower.title': 'Keep no more than {limit} of originals?',
  'originals.lower.goes':
    '{count, plural, one {The one original that Cooldown keeps, {size}.} other {About {beyond} of the {size} that Cooldown keeps as # originals, the oldest first.}}',
  'originals.lower.stays':
    'All activities and receipts. The files where the originals came from are not touched.',
  'originals.lower.no_return': 'Copies that are let go can not be brought back.',
  'originals.lower.keep': 'Keep them',
  'originals.lower.confirm': 'Let them go',
  'originals.lower.letting_go': 'Letting them go…',

  'own_data.title': 'Your data',
  'own_data.where': 'Your data lies in {folder}.',
  'own_data.why':
    'An export is a new folder in open formats: your original files, every event as a line of JSON, and all receipts.',
  'own_data.export': 'Export everything…',
  'own_data.exporting': 'Exporting…',
  'own_data.exported':
    'Exported to {name}: {records, plural, one {# entry} other {# entries}}, {originals, plural, one {# original} other {# originals}}.',
  'own_data.cancelled': 'Nothing was exported.',
  'own_data.not_saved':
    'The export did not get through, and your data here is as it was. Choose another place with enough room.',
  'own_data.not_readable':
    'Not in it: {count, plural, one {# original that could not be read any more. All activities and receipts are in it. If you still have this file, keep it.} other {# originals that could not be read any more. All activities and receipts are in it. If you still have these files, keep them.}}',
  'own_data.not_now':
    'Nothing was exported: Cooldown’s journal can not be opened. Your data here is as it was; start Cooldown again.',
  'own_data.refused': 'This window could not ask for the export. Nothing has changed; start Cooldown again.',

  'original.name': 'Original file',
  'original.kept': 'kept',
  'original.let_go': 'let go to keep the limit',
  'original.never_kept': 'not kept',

  'erase.open': 'Erase for good…',
  'erase.title': 'Erase {activity} for good?',
  'erase.goes': 'What goes',
  'erase.goes_what':
    'On this computer: the activity with all it says, what receipts say of it, and the original that Cooldown kept. Where that is an archive, its other activities stay, but without their original. Charts of activities whose original is no longer kept go as well.',
  'erase.stays': 'What stays',
  'erase.stays_what':
    'The file where it came from is not touched. A mark without content keeps this activity away, should the file come again.',
  'erase.no_return': 'It can not be brought back.',
  'erase.confirm': 'Erase',
  'erase.keep': 'Keep it',
  'erase.erasing': 'Erasing…',
  'erase.not_found': 'This activity is not here any more. There is nothing to erase.',
  'erase.marked':
    'This activity is erased, and stays away. Its last traces could not be removed from the disk now, as when there is no room; Cooldown does that when it starts again.',
  'erase.imports_wait':
    'Nothing was erased: imports are paused, and a file that waits may hold this activity. Let imports go on or stop them under Imports, then erase it.',
  'erase.not_now':
    'Nothing was erased: Cooldown is taking in files, or can not write just now. Try again when it is done.',
} as const;
