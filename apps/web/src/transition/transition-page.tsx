import { type DragEvent, useMemo } from 'react'
import { PageHeading } from '../app/page-heading'
import type { CharacterSettings } from '../character/character-settings'
import { useDescribeFace } from '../faces/describe-face'
import { DrawingStatus } from '../generator/drawing-status'
import { ManifestGate, type ReadyModel } from '../generator/manifest-gate'
import { useFaceDrawer } from '../generator/use-face-drawer'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import { AddStops } from './add-stops'
import { ExportPanel } from './export-panel'
import { Player } from './player'
import { readStop } from './read-stop'
import { StopList } from './stop-list'
import { TimingPanel } from './timing-panel'
import {
  countLegFrames,
  findNearestFrame,
  listPlayback,
  mostStops,
  orderFrames,
  planFrames,
  type Transition,
} from './transition'
import styles from './transition-page.module.css'
import { usePlayback } from './use-playback'
import { useTransition } from './use-transition'

/** One character becomes another, and another: to play with, to watch, and to keep as a film. */
export function TransitionPage() {
  const { t } = useMessages()
  const { transition, change } = useTransition()
  return (
    <>
      <PageHeading title="transition.title" lead="transition.lead" />
      {transition ? (
        <ManifestGate modelId={transition.stops[0]!.model}>
          {(model) => <Way model={model} transition={transition} change={change} />}
        </ManifestGate>
      ) : (
        <p>{t('app.loading')}</p>
      )}
    </>
  )
}

interface WayProps {
  model: ReadyModel
  transition: Transition
  change(next: Transition): void
}

function Way({ model: { manifest, store, state }, transition, change }: WayProps) {
  const { t } = useMessages()
  const describe = useDescribeFace(manifest.tags)
  const { stops, motion, fps } = transition
  const frames = useMemo(() => planFrames(manifest, transition), [manifest, transition])
  const frameCount = frames.length
  const playback = usePlayback(frameCount, fps, motion)
  const { place, sought, seek } = playback
  const wanted = useMemo(
    () => orderFrames(frames.length, sought).map((frame) => frames[frame]!),
    [frames, sought],
  )
  const { drawer, drawing, error } = useFaceDrawer(store, wanted)

  const find = (frame: number) => drawer.find(frames[frame]!.key)
  const nearest = findNearestFrame(frameCount, place, (frame) => find(frame) !== undefined)
  const face = nearest === undefined ? undefined : find(nearest)
  const placeOfStop = (stop: number) => Math.min(stop * countLegFrames(transition), frameCount - 1)

  const add = (added: readonly CharacterSettings[]) =>
    change({ ...transition, stops: [...stops, ...added].slice(0, mostStops) })
  const addFiles = async (files: readonly File[]) => {
    const read = await Promise.all(files.map((file) => readStop(manifest, file)))
    for (const each of read) if ('problem' in each) notify(t(each.problem), 'problem')
    const found = read.flatMap((each) => ('stop' in each ? [each.stop] : []))
    if (found.length > 0) add(found)
  }
  const takeDrop = (event: DragEvent) => {
    const files = [...event.dataTransfer.files].filter(({ type }) => type === 'image/png')
    if (files.length === 0) return
    // Before the page takes it as a picture to open.
    event.preventDefault()
    void addFiles(files)
  }

  const order = listPlayback(frameCount, motion)
  const film = {
    frameCount: order.length,
    getFrame: (turn: number, signal: AbortSignal) => drawer.draw(frames[order[turn]!]!, signal),
    fps,
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button that opens a picture does the same.
    <div className={styles.page} onDrop={takeDrop}>
      <div className={styles.stage}>
        <Player
          playback={playback}
          frameCount={frameCount}
          fps={fps}
          face={face}
          label={face ? describe(face) : ''}
          drawing={drawing}
        />
        <DrawingStatus state={state} error={error} onRetry={() => drawer.retry()} />
      </div>
      <div className={styles.side}>
        <section className={styles.stops} aria-labelledby="stops">
          <h2 id="stops" className={styles.title}>
            {t('transition.stops')}
          </h2>
          <StopList
            stops={stops}
            faces={stops.map((_, stop) => find(placeOfStop(stop)))}
            describe={describe}
            current={stops.findIndex((_, stop) => placeOfStop(stop) === place)}
            onShow={(stop) => seek(placeOfStop(stop))}
            onChange={(next) => change({ ...transition, stops: next })}
          />
          <AddStops
            model={stops[0]!.model}
            isFull={stops.length >= mostStops}
            onAdd={(stop) => add([stop])}
            onFiles={(files) => void addFiles(files)}
          />
        </section>
        <TimingPanel transition={transition} onChange={change} />
        <ExportPanel film={film} name={`animegan-${stops.map(({ seed }) => seed).join('-')}`} />
      </div>
    </div>
  )
}
