import type { TextDefaults } from '../../context/texts.js';

/** Files that can be downloaded, and those still on their way. */
export const fileTexts = {
  'file/image': '{ending} image',
  'file/other': '{ending} file',
  'file/unknown': 'File',
  'file/download': 'Download',
  'file/download/label': 'Download {name}',
  'file/downloading': 'Downloading…',
  'file/downloaded': '{name} is downloaded',
  'files/progress': 'Sending {name}',
  'files/retry/label': 'Try to send {name} again',
  'files/discard/label': 'Discard {name}',
} satisfies TextDefaults;
