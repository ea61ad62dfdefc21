// The sentence for a choice that could not be saved, by the system's code. Pure.

export const notSavedId = (systemCode: string) =>
  ['ENOSPC', 'EDQUOT'].includes(systemCode) ? 'devices.not_saved.disk_full' : 'devices.not_saved';
