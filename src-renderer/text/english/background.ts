// What the face says of Cooldown going on while its window is closed.

export const backgroundSentences = {
  'background.title': 'In the background',
  'background.keeps_running': 'Keep running when the window is closed',
  'background.starts': 'Start with the computer, in the background',
  'background.tells_news': 'Tell me about new activities',
  'background.with_tray':
    'While its window is closed, Cooldown stands in the tray or menu bar and takes in what is new. Choose Quit there, or here, to end it.',
  'background.without_tray':
    'This desktop may show no icon for what runs in the background. To see the window again, open Cooldown once more; to end it, quit here.',
  'background.no_notifications':
    'This system shows no notifications now, so new activities are told in the window only.',
  'background.quit': 'Quit Cooldown',
  'background.not_saved':
    'This could not be changed: this computer did not let Cooldown write it down. Everything else is as it was. See that there is room and that the folder can be written to, and choose again.',
  'background.unknown':
    'This window could not ask how Cooldown goes on in the background. Nothing has changed; start Cooldown again.',
  'background.went_on':
    'Cooldown went on in the background while its window was closed. To end it, press Ctrl+Q, or quit in the settings.',
} as const;
