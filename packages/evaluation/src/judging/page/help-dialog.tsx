import { KeysDialog } from '@animegan/local-page/browser'

const keys = {
  Judge: {
    y: 'the image shows the tag; go on',
    n: 'it does not; go on',
    Space: 'switch between the two',
    'Shift+Y  Shift+N': 'all others of the tag do, do not',
    c: 'leave it open again',
    'u  Ctrl+Z': 'undo, also of many at once',
  },
  Move: {
    '← ↓ ↑ →': 'from image to image',
    'Home  End': 'to the first, the last',
    Enter: 'to the next that is open, of any tag; then the results',
    '[  ]': 'to the tag before, the next; also Page Up, Page Down',
    r: 'results so far',
  },
}

/** Every key, and how to judge. */
export function HelpDialog({ onClose }: { onClose(): void }) {
  return (
    <KeysDialog keys={keys} onClose={onClose}>
      Each image was asked to show the tag, while everything else came by chance. Say whether you would give
      it this tag without knowing what was asked. A click or a tap on an image switches it. Every judgement is
      on the disk as soon as its dot has gone.
    </KeysDialog>
  )
}
