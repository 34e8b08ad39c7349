import { ArrowRightLeft, Dices, Download } from 'lucide-react'
import { useMemo } from 'react'
import { PageHeading } from '../app/page-heading'
import { useAddressState } from '../app/use-address-state'
import { createSettings } from '../character/character-settings'
import { drawSeed } from '../character/random-seed'
import { Button } from '../controls/button'
import { ButtonRow } from '../controls/button-row'
import { Notice } from '../controls/notice'
import { useDescribeFace } from '../faces/describe-face'
import { downloadFile } from '../files/download-file'
import { ChooseKept } from '../gallery/choose-kept'
import { DrawingStatus } from '../generator/drawing-status'
import { failureMessage } from '../generator/failure-messages'
import { ManifestGate, type ReadyModel } from '../generator/manifest-gate'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import { AxisEditor } from './axis-editor'
import { useDescribeAxis } from './describe-axis'
import styles from './grid-page.module.css'
import { formatGrid, type GridSettings, parseGrid } from './grid-query'
import { GridTable } from './grid-table'
import { fitAxis, planGrid } from './plan-grid'
import { useGridFaces } from './use-grid-faces'

/** One character while two things change, or by several models: to compare, and to keep as a labelled sheet. */
export function GridPage() {
  const [grid, change] = useAddressState('grid', parseGrid, formatGrid)
  return (
    <>
      <PageHeading title="grid.title" lead="grid.lead" />
      <ManifestGate modelId={grid.base.model}>
        {(model) => <Sheet model={model} grid={grid} change={change} />}
      </ManifestGate>
    </>
  )
}

interface SheetProps {
  model: ReadyModel
  grid: GridSettings
  change(next: GridSettings): void
}

function Sheet({ model: { manifest, store, state }, grid, change }: SheetProps) {
  const { t } = useMessages()
  const { tags: schema } = manifest
  const describe = useDescribeFace(schema)
  const { nameAxis, nameValue } = useDescribeAxis(schema)
  const { base } = grid
  const rowAxis = fitAxis(schema, grid.rows)
  const columnAxis = fitAxis(schema, grid.columns)
  const plan = useMemo(() => planGrid(manifest, grid), [manifest, grid])
  const characters = useMemo(() => plan.cells.flat(), [plan])
  const { find, drawing, failures, retry } = useGridFaces(store, characters)
  // What keeps the page's own model away, its status says.
  const others = [...failures].filter(([id]) => id !== base.model || state.status !== 'failed')
  const rowLabels = plan.rows.map((value) => nameValue(rowAxis, value))
  const columnLabels = plan.columns.map((value) => nameValue(columnAxis, value))
  const faces = plan.cells.map((row) => row.map(find))
  const isComplete = faces.every((row) => row.every((face) => face !== undefined))

  const encode = async () => {
    const { encodeGrid } = await import('./encode-grid')
    const isOfOneModel = characters.every(({ model }) => model === base.model)
    await document.fonts.ready
    return await encodeGrid({
      faces: faces.map((row) => row.map((face) => face!)),
      ...{ rowLabels, columnLabels, font: getComputedStyle(document.body).fontFamily },
      record:
        isOfOneModel && state.status === 'ready'
          ? { weights: state.generator.weights, settings: plan.cells[0]![0]! }
          : undefined,
    })
  }
  const save = async () => {
    try {
      downloadFile(`animegan-${base.model}-${base.seed}-grid.png`, await encode())
    } catch {
      notify(t('app.errorTitle'), 'problem')
    }
  }
  return (
    <div className={styles.page}>
      <div className={styles.sheet}>
        <DrawingStatus state={state} onRetry={retry} />
        {others.map(([id, error]) => (
          <Notice key={id} role="alert">
            <p>{t('grid.modelFailed', { model: id, reason: t(failureMessage(error)) })}</p>
          </Notice>
        ))}
        <GridTable
          caption={t('grid.caption', { rows: nameAxis(rowAxis), columns: nameAxis(columnAxis) })}
          rowLabels={rowLabels}
          columnLabels={columnLabels}
          cells={plan.cells}
          find={find}
          describe={describe}
        />
        <ButtonRow>
          <Button variant="primary" isDisabled={!isComplete} onPress={() => void save()}>
            <Download aria-hidden />
            {t('grid.save')}
          </Button>
          <p className={styles.hint} role="status">
            {drawing
              ? t('grid.drawing', { done: drawing.done, total: drawing.total })
              : t('create.drawn', { count: characters.length })}
          </p>
        </ButtonRow>
      </div>
      <div className={styles.side}>
        <ButtonRow>
          <Button onPress={() => change({ ...grid, base: createSettings(drawSeed(), base.model) })}>
            <Dices aria-hidden />
            {t('grid.another')}
          </Button>
          <ChooseKept model={base.model} onChoose={(chosen) => change({ ...grid, base: chosen })} />
          <Button onPress={() => change({ ...grid, rows: grid.columns, columns: grid.rows })}>
            <ArrowRightLeft aria-hidden />
            {t('grid.swap')}
          </Button>
        </ButtonRow>
        <AxisEditor
          title={t('grid.rows')}
          schema={schema}
          axis={rowAxis}
          seed={base.seed}
          onChange={(rows) => change({ ...grid, rows })}
        />
        <AxisEditor
          title={t('grid.columns')}
          schema={schema}
          axis={columnAxis}
          seed={base.seed}
          onChange={(columns) => change({ ...grid, columns })}
        />
      </div>
    </div>
  )
}
