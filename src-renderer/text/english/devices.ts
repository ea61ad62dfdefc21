// What the face says of devices that are plugged in and of watched folders: how each stands, what is safe, what can be done.

export const deviceSentences = {
  'rail.devices': 'Devices and folders',

  'devices.title': 'Devices and folders',
  'devices.region': 'Devices and watched folders',
  'devices.devices': 'Devices',
  'devices.folders': 'Watched folders',
  'devices.none':
    'Plug in your watch or bike computer: Cooldown reads it by itself, and changes nothing on it.',
  'devices.no_folder':
    'Folders where other programs put activities, like Zwift, Dropbox or your downloads, can be looked at again and again.',
  'devices.watch': 'Watch a folder…',
  'devices.unknown':
    'This window could not ask for devices and folders. Nothing has changed; start Cooldown again.',

  'empty.devices.title': 'Plug in your watch or bike computer, or drop a file anywhere here.',
  'empty.devices.what':
    'New activities come in by themselves, each once. Folders can be watched as well, and nothing in them is moved or changed.',

  'source.device.nameless': 'A drive without a name',
  'source.folder.nameless': 'A folder',

  'source.device.looking': 'Looking at what is on it…',
  'source.folder.looking': 'Looking through it…',
  'source.settling':
    '{count, plural, one {# new file is being checked.} other {# new files are being checked.}}',
  'source.device.settling.next':
    '{count, plural, one {Leave it plugged in: the file is taken in as soon as it holds still.} other {Leave it plugged in: the files are taken in as soon as they hold still.}}',
  'source.folder.settling.next':
    '{count, plural, one {It is taken in as soon as it holds still.} other {They are taken in as soon as they hold still.}}',
  'source.importing': 'Taking in {done, number} of {all, number}',
  'source.device.importing.safe': 'If you unplug it now, what is complete stays and the rest waits for it.',
  'source.importing.paused': 'Imports are paused, {done, number} of {all, number} are taken in.',
  'source.importing.paused.next': 'Let imports go on under Imports.',
  'source.progress': 'Files taken in',
  'source.device.at_rest': 'Safe to unplug: everything is here.',
  'source.device.at_rest.nothing': 'Safe to unplug: there are no activity files on it.',
  'source.device.at_rest.not_all': 'Safe to unplug: nothing is being read.',
  'source.device.at_rest.in_part': 'Safe to unplug, but a part of it could not be looked through.',
  'source.device.at_rest.unread':
    'Safe to unplug, but {count, plural, one {# file} other {# files}} could not be read.',
  'source.folder.at_rest': 'Everything in it is here.',
  'source.folder.at_rest.nothing': 'There are no activity files in it yet.',
  'source.folder.at_rest.not_all': 'Nothing in it is being read.',
  'source.folder.at_rest.in_part': 'A part of it could not be looked through.',
  'source.folder.at_rest.unread': '{count, plural, one {# file} other {# files}} in it could not be read.',
  'source.in_part.safe': 'What was found in the rest is taken in as ever.',
  'source.device.in_part.next':
    'Look again, or unplug it and plug it in again. If that does not help, try another cable.',
  'source.folder.in_part.next':
    'See that its disk is connected well and that Cooldown may look into all of it, then look again.',
  'source.unread.safe': 'Nothing half-read was taken in, and everything else is here.',
  'source.device.unread.next': 'Imports says which and why. Look again, or unplug it and plug it in again.',
  'source.folder.unread.next': 'Imports says which and why. See to that, then look again.',
  'source.asks':
    '{count, plural, =0 {This drive has no activity files so far.} one {This drive has # activity file.} other {This drive has # activity files.}} May Cooldown read it whenever it is plugged in?',
  'source.asks.safe': 'So far they were only counted. Cooldown never changes anything on a drive.',
  'source.device.off': 'Cooldown does not read this drive, as you said.',
  'source.folder.off': 'Switched off: Cooldown does not look into it.',
  'source.off.safe': 'What came from it stays.',
  'source.device.stuck': '{name} does not answer.',
  'source.folder.stuck': '{name} does not answer.',
  'source.stuck.safe': 'Other imports go on.',
  'source.device.stuck.next': 'Unplug it and plug it in again, or try again.',
  'source.folder.stuck.next':
    'See that its disk or network is there, or try again. Cooldown tries by itself every minute.',
  'source.no_volume': '{name} is plugged in, but shows no drive that could be read.',
  'source.no_volume.safe': 'Nothing on it was touched.',
  'source.no_volume.next': 'What helps, in this order:',
  'source.no_volume.next_unknown': 'Copy its activity files to a folder on this computer and drop them here.',

  'source.device.away.not_there': 'Not plugged in.',
  'source.device.away.not_there.next': 'Plug it in, and Cooldown goes on.',
  'source.device.away.not_a_folder': 'This drive can not be looked into.',
  'source.device.away.not_a_folder.next': 'Unplug it and plug it in again, or try again.',
  'source.device.away.no_permission': 'This computer does not let Cooldown read this drive.',
  'source.device.away.no_permission.next':
    'Allow Cooldown to read removable drives in the system’s settings, then try again.',
  'source.device.away.device_failed': 'This drive could not be read to its end.',
  'source.device.away.device_failed.next':
    'Unplug it and plug it in again, or try again. If that does not help, try another cable.',
  'source.folder.away.not_there': 'This folder is not there just now.',
  'source.folder.away.not_there.next': 'Cooldown goes on by itself as soon as it is back.',
  'source.folder.away.not_a_folder': 'A file lies where this folder was.',
  'source.folder.away.not_a_folder.next': 'Put the folder back, or remove it here.',
  'source.folder.away.no_permission': 'This computer does not let Cooldown look into this folder.',
  'source.folder.away.no_permission.next':
    'Allow it in the system’s settings or in the folder’s properties, then try again.',
  'source.folder.away.device_failed': 'The disk of this folder could not be read.',
  'source.folder.away.device_failed.next': 'See that the disk is connected well, then try again.',
  'source.away.safe': 'What came from it stays.',
  'source.waiting': '{count, plural, one {# file waits for it.} other {# files wait for it.}}',

  'source.counts.all_known': '{count, plural, one {# file, already known} other {# files, all known}}',
  'source.counts.some_known':
    '{count, plural, one {# file, not known yet} other {# files, {known, plural, =0 {none known yet} other {# known}}}}',
  'source.device.new':
    '{count, plural, =0 {nothing new since it was plugged in} one {# new activity since it was plugged in} other {# new activities since it was plugged in}}',
  'source.folder.new':
    '{count, plural, =0 {nothing new since Cooldown was started} one {# new activity since Cooldown was started} other {# new activities since Cooldown was started}}',
  'source.last_seen': 'Last here {when}',
  'source.limited': 'Changes are not announced here: Cooldown looks every half minute.',
  'source.bad_copies':
    '{count, plural, one {# file came out of the device empty or cut short.} other {# files came out of the device empty or cut short.}}',
  'source.bad_copies.safe':
    '{count, plural, one {Nothing of it was taken in, and on the device nothing was touched. Cooldown tries again by itself.} other {Nothing of them was taken in, and on the device nothing was touched. Cooldown tries again by itself.}}',
  'source.bad_copies.next':
    '{count, plural, one {Leave it plugged in. If it stays so, unplug it and plug it in again, or copy the file to this computer and drop it here.} other {Leave it plugged in. If it stays so, unplug it and plug it in again, or copy the files to this computer and drop them here.}}',
  'source.unfinished':
    'An unfinished ride lies there: its app may still be recording. Import it only when the ride is over.',

  'source.subfolders': 'Subfolders',
  'source.subfolders_named': 'Subfolders of {name}',
  'source.watch': 'Watch',
  'source.watch_named': 'Watch {name}',

  'deed.read': 'Read it',
  'deed.never': 'Never',
  'deed.read_after_all': 'Read it after all',
  'deed.stop_reading': 'Do not read it any more',
  'deed.look_now': 'Look now',
  'deed.try_again': 'Try again',
  'deed.forget': 'Forget it',
  'deed.remove': 'Remove',
  'deed.import_unfinished': 'Import it',
  'deed.named': '{deed}: {name}',

  'devices.added': 'This folder is watched from now on.',
  'devices.already': '{name} is watched already, with the folders in it if you said so. Nothing has changed.',
  'devices.removed': '{name} is not watched any more. What came from it stays.',
  'devices.forgotten': '{name} is forgotten. What came from it stays.',
  'devices.not_found': '{name} is not here any more. Nothing has changed.',
  'devices.not_saved':
    'Your choice could not be saved: this computer did not let Cooldown write to its folder. Nothing has changed. See that the folder can be written to, and try again.',
  'devices.not_saved.disk_full':
    'Your choice could not be saved: this computer has no room left. Nothing has changed. Make some room, and try again.',
  'devices.refused': 'This window could not ask for that. Nothing has changed; start Cooldown again.',

  'hint.open_in_file_manager': 'Open it once in your file manager: from then on Cooldown can read it, too.',
  'hint.port_is_exclusive':
    'Only one program at a time can speak with a device like this: close the one that holds it.',
  'hint.quit_garmin_express': 'Quit Garmin Express, also in the menu bar or beside the clock.',
  'hint.quit_photo_importers':
    'Quit programs that fetch photos, like Photos, Image Capture and Android File Transfer.',
  'hint.quit_cloud_drives': 'Quit Google Drive, Dropbox and OneDrive for a moment: they may hold it, too.',
  'hint.choose_usb_mode_on_device':
    'Look for “USB mode” in the device’s own settings. Where “Garmin” stands beside “MTP”, choose “Garmin” and plug it in again.',
  'hint.wahoo_allow_usb_access': 'In the Wahoo app, switch on “Allow USB access”.',
  'hint.wahoo_allow_fit_access': 'In the Wahoo app, switch on “Allow .FIT file access”.',
  'hint.switch_device_on': 'Switch the device on: while it is off it only charges.',
  'hint.cable_may_only_charge': 'Try another cable: many of them only charge.',
  'hint.copy_files_out_first':
    'If the device shows in your file manager, copy its activity files to a folder on this computer first.',
  'hint.drag_files_in':
    'Open it in your file manager and drag its activity files into this window{vendor, select, garmin {: they lie in “GARMIN/Activity”} wahoo {: they lie in “exports”} other {}}.',
  'hint.drag_files_in_from_mtp_program':
    'Finder does not show a device like this. Open it with a program that does, like OpenMTP, and drag its activity files into this window{vendor, select, garmin {: they lie in “GARMIN/Activity”} wahoo {: they lie in “exports”} other {}}.',

  'status.taking_in': 'Taking in {done, number} of {found, number} from {name}',
  'status.taking_in_with_estimate': 'Taking in {done, number} of {found, number} from {name}, {estimate}',
  'status.asks': '{name} waits for your answer',
  'status.stuck': '{name} does not answer',

  'spoken.source_asks':
    '{name}: {count, plural, one {# activity file.} other {# activity files.}} Cooldown asks under Devices and folders whether it may read this drive.',
  'spoken.source_stuck': '{name} does not answer. Other imports go on.',
  'spoken.source_no_volume': '{name} is plugged in, but shows no drive. Devices and folders says what helps.',
  'spoken.source_unfinished':
    '{name}: an unfinished ride lies there. Devices and folders says what can be done.',
  'spoken.source_incomplete':
    '{name}: not everything could be read. Safe to unplug; Devices and folders says what can be done.',
  'spoken.source_at_rest': '{name}: everything is here. Safe to unplug.',
} as const;
