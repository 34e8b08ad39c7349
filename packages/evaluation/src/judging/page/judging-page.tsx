import { TroubleBanner } from '@animegan/local-page/browser'
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'
import { HelpDialog } from './help-dialog.js'
import { ImageGrid } from './image-grid.js'
import { JudgingButtons } from './judging-buttons.js'
import type { JudgingSession } from './judging-session.js'
import { pressKey } from './keyboard.js'
import { ResultsDialog } from './results-dialog.js'
import { TagHeading } from './tag-heading.js'
import { TagList } from './tag-list.js'
import { TopBar } from './top-bar.js'

/** The whole page: tags, the images of one, what can be said of them, and what lies over it. */
export function JudgingPage({ session }: { session: JudgingSession }) {
  const [, draw] = useReducer((times: number) => times + 1, 0)
  useLayoutEffect(() => session.subscribe(() => draw(undefined)), [session])
  const [dialog, setDialog] = useState<'none' | 'help' | 'results'>('none')
  const columns = useRef(1)
  const openHelp = (): void => setDialog('help')
  const openResults = (): void => setDialog('results')
  const close = (): void => setDialog('none')

  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || dialog !== 'none' || isElsewhere(event)) return
    if (pressKey(event, session, { columns: columns.current, openHelp, openResults })) event.preventDefault()
  }
  // Before the next key: an effect that waits for the picture would let it be lost.
  useLayoutEffect(() => {
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })

  return (
    <>
      <TopBar session={session} onResults={openResults} onHelp={openHelp} />
      <TroubleBanner
        queue={session.queue}
        command={session.data.command}
        did="judged"
        nouns={['judgement', 'judgements']}
      />
      <div class="body">
        <TagList session={session} />
        <main>
          <TagHeading session={session} />
          <ImageGrid
            session={session}
            onColumns={(count) => {
              columns.current = count
            }}
          />
          <JudgingButtons session={session} onResults={openResults} />
        </main>
      </div>
      {dialog === 'help' && <HelpDialog onClose={close} />}
      {dialog === 'results' && <ResultsDialog session={session} onClose={close} />}
    </>
  )
}

/** Whether a key belongs to a choice that has the focus, or presses a button other than an image. */
function isElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.matches('select')) return true
  return target.matches('button:not(.image)') && (key === 'Enter' || key === ' ')
}
