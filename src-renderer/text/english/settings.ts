// What the settings and the about screen say.

export const settingsSentences = {
  'settings.title': 'Settings',
  'settings.theme': 'Appearance',
  'settings.theme.auto': 'As the system',
  'settings.theme.light': 'Light',
  'settings.theme.dark': 'Dark',
  'settings.density': 'Rows',
  'settings.density.comfortable': 'Comfortable',
  'settings.density.compact': 'Compact',
  'settings.units': 'Units',
  'settings.units.auto': 'As your region',
  'settings.units.metric': 'Kilometres, metres',
  'settings.units.imperial': 'Miles, feet',
  'settings.units.now': 'For example {distance}.',
  'settings.kept': 'Kept on this computer. Every change counts at once.',

  'about.title': 'About',
  'about.what':
    'A desktop companion for athletes: it takes in the files of your devices, each activity once, with a receipt for every file.',
  'about.version': 'Version',
  'about.host': 'Runs on',
  'about.host_value': '{host}, Chromium {chromium}, Node {node}',
  'about.data': 'Your data',
  'about.data_why':
    'Activities, receipts and settings lie in this folder and nowhere else. To back them up, close Cooldown and copy it.',
  'about.keyboard': 'Keyboard',
  'about.keyboard_value': 'Everything can be done from the keyboard. Press ? to see how.',
  'about.licence': 'Licence',
  'about.licence_value':
    'Cooldown is free software under the MIT licence. It stands on the work of others: React, Mantine, Lingui, Dexie, Comlink, TanStack Virtual, saxes, fast-xml-parser, Zod, Electron and Lucide, each under its own free licence.',
  'about.unknown': 'This window could not ask the app about itself.',
} as const;
