import { section } from '../section.ts'

/** The list of keys that do something. */
export const shortcuts = section('shortcuts', {
  title: 'Keyboard shortcuts',
  groups: { everywhere: 'Everywhere', chat: 'In the chat', writing: 'While writing' },
  does: {
    help: 'Show these shortcuts',
    newChat: 'Begin a new chat',
    search: 'Search conversations',
    close: 'Close a dialog or a menu, leave a change undone',
    nextMessage: 'To the next message',
    previousMessage: 'To the previous message',
    previousVersion: 'To the previous version of a question or an answer',
    nextVersion: 'To the next version',
    send: 'Send',
    newLine: 'Begin a new line',
  },
  keyNames: { Escape: 'Esc', Enter: 'Enter', Shift: 'Shift' },
  lettersAreOn: 'A single character acts only while you are not typing. With a screen reader, its own keys come first.',
  lettersAreOff: 'Shortcuts of a single character are turned off.',
  turnLettersOff: 'Turn single characters off',
  turnLettersOn: 'Turn single characters on',
  off: 'off',
  close: 'Close',
})
