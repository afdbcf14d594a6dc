import type { TextDefaults } from '../../context/texts.js';

/** Choosing files and watching them leave; shared by the form and the notes. */
export const filesTexts = {
  'files/choose': 'Choose files',
  'files/drop': 'or drop or paste them here',
  'files/rule/any': { one: 'One file.', other: 'Up to {count} files.' },
  'files/rule/size': { one: 'One file, up to {size}.', other: 'Up to {count} files, {size} each.' },
  'files/rule/types': 'Allowed: {types}.',
  'files/type/image': 'images',
  'files/type/audio': 'sound',
  'files/type/video': 'video',
  'files/type/text': 'text',
  'files/list': 'Chosen files',
  'files/remove': 'Remove',
  'files/remove/label': 'Remove {name}',
  'files/added': { one: '{count} file added', other: '{count} files added' },
  'files/removed': '{name} removed',
  'files/refused/empty': 'was not added: the file is empty.',
  'files/refused/toobig': 'was not added: it is larger than {size}.',
  'files/refused/badtype': 'was not added: this kind of file is not allowed.',
  'files/refused/toomany': {
    one: 'was not added: only one file is allowed.',
    other: 'was not added: only {count} files are allowed.',
  },
  'files/refused/duplicate': 'was not added again: it is already in the list.',
  'files/refused/folder': 'was not added: a folder cannot be sent. Add the files inside it.',
  'files/progress': 'Sending {name}',
  'files/retry/label': 'Try to send {name} again',
  'files/discard/label': 'Discard {name}',
} satisfies TextDefaults;
