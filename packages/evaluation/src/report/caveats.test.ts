import { expect, test } from 'vitest'
import { makeSampleReport } from '../testing/sample-report.js'
import { listCaveats } from './caveats.js'

test('says in which ways FID is not what the paper measured', () => {
  const [first] = listCaveats(makeSampleReport()).fid
  expect(first).toMatch(/^Not comparable with the paper's numbers: real pictures of faces/)
  expect(first).toContain('features of small (')
  expect(first).toContain('2,000 fakes a trial (')
  expect(first).toContain('2 trials in place of 5')
})

test("by the paper's protocol and features, the pictures alone differ", () => {
  const report = makeSampleReport()
  const [estimator] = report.estimators
  const paperFid = { estimator: 'illustration2vec', samples: 12_800, trials: [1, 2, 3, 4, 5] }
  const { fid } = listCaveats({
    ...report,
    estimators: [{ ...estimator!, name: 'illustration2vec', features: 4096 }],
    fid: report.fid.map((entry) => ({ ...entry, ...paperFid })),
  })
  expect(fid[0]).toBe(
    "Not comparable with the paper's numbers: real pictures of faces (the paper's own 31,255 faces were never published).",
  )
})

test('names models of other, or of unknown, training pictures', () => {
  const report = makeSampleReport()
  const unknown = /^What amaryllis was trained on is not recorded/
  expect(listCaveats(report).fid).toContainEqual(expect.stringMatching(unknown))
  const models = report.models.map((model) => ({ ...model, trainedOnDataset: 'no' as const }))
  const { fid, scores } = listCaveats({ ...report, models })
  for (const sentences of [fid, scores])
    expect(sentences.at(-1)).toMatch(/^amaryllis and synthetic were not trained on faces/)
})

test('calls precision agreement where the estimator labelled the training pictures', () => {
  const report = makeSampleReport()
  const agreement = /^synthetic: small labelled the pictures that this generator was trained on/
  expect(listCaveats(report).precision).toContainEqual(expect.stringMatching(agreement))
  const precision = report.precision.map((entry) => ({
    ...entry,
    images: 20,
    judge: { kind: 'hand' as const },
    warnings: [],
  }))
  expect(listCaveats({ ...report, precision }).precision).toEqual([])
})

test('says of which models a warning is, unless it is of all', () => {
  const report = makeSampleReport()
  const [first, second] = report.scores
  const scores = [
    { ...first!, warnings: ['too few pictures', 'tags are at random'] },
    { ...second!, warnings: ['too few pictures'] },
  ]
  expect(listCaveats({ ...report, scores }).scores.slice(0, 2)).toEqual([
    'too few pictures.',
    'amaryllis: tags are at random.',
  ])
})
