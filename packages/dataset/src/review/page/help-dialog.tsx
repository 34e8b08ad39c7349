import { KeysDialog } from '@animegan/local-page/browser'

const keys = {
  Decide: {
    a: 'accept, and go on',
    'r  x': 'reject, and go on',
    c: 'clear the verdict',
    t: 'tags: type, Enter switches, Esc leaves',
    'u  Ctrl+Z': 'undo, also of many at once',
  },
  Move: {
    '← ↓ ↑ →  h j k l': 'from picture to picture',
    'Page Up  Page Down': 'a screen up or down',
    'Home  End': 'to the first, the last',
    n: 'to the next without a verdict',
    Enter: 'look closer; Esc leaves',
  },
  Select: {
    Space: 'select the picture, or not',
    'Shift+Space': 'select up to here',
    'Shift+arrows': 'select on the way',
    'Ctrl+A': 'select all that are shown',
    Esc: 'select nothing',
  },
  Find: {
    '/': 'filter by text',
    f: 'filters',
    g: 'only duplicates, side by side',
    '.': 'drop what no longer matches',
    '+  −': 'larger, smaller pictures',
  },
}

/** Every key. */
export function HelpDialog({ onClose }: { onClose(): void }) {
  return (
    <KeysDialog keys={keys} onClose={onClose}>
      With the mouse: click, Shift+click, Ctrl+click, double click. Every decision is on the disk as soon as
      its dot has gone.
    </KeysDialog>
  )
}
