import { animeTags } from '@animegan/core'
import type { Report } from '../report/report.js'

/** A report of two models in which every section has something, for the tests of the page. */
export function makeSampleReport(): Report {
  const share = (place: number) => (place % 11) / 10
  return {
    schema: 'animegan.report/1',
    title: 'Two models',
    created: '2026-11-25T12:00:00.000Z',
    settings: { samples: 2000, trials: 2, images: 10, seed: 7 },
    dataset: {
      name: 'faces',
      pictures: 20_000,
      sha256: '0a'.repeat(32),
      sources: [{ name: 'synthetic', pictures: 20_000 }],
      tags: animeTags.tags.map(({ id, labels, group, corpusCount = 0 }, place) => ({
        id,
        label: labels.en,
        group,
        pictures: 1000 + place,
        share: (1000 + place) / 20_000,
        paper: { pictures: corpusCount, share: corpusCount / animeTags.corpusSize! },
      })),
    },
    estimators: [
      {
        name: 'small',
        features: 64,
        sha256: '0b'.repeat(32),
        resolution: 64,
        filter: 'lanczos3',
        fit: 'cover',
      },
    ],
    models: (['amaryllis', 'synthetic'] as const).map((id, i) => ({
      id,
      name: id,
      version: '1.0.0',
      title: 'Faces of some kind',
      licence: 'CC0-1.0',
      dtype: 'fp32',
      sha256: `0${i}`.repeat(32),
      architecture: 'srresnet',
      resolution: i === 0 ? 128 : 64,
      tags: 34,
      attributes: [],
      parameters: { trained: 4_385_283, statistics: 37_376 },
      flops: 21e9,
      files: [
        { dtype: 'fp32', bytes: 17_402_835 },
        { dtype: 'int8', bytes: 4_499_147 },
      ],
      trainedOnDataset: i === 0 ? 'unknown' : 'yes',
    })),
    figures: ['random', 'fixed-tags'].map((name, i) => ({
      name,
      numbers: i === 0 ? [1, 9] : [3],
      title: 'Random noise and tags',
      sheets: ['amaryllis', 'synthetic'].map((model) => ({
        model,
        caption: 'Faces of the seeds 0 to 63.',
        file: `figures/${name}-${model}.png`,
        width: 640,
        height: 640,
      })),
    })),
    precision: ['amaryllis', 'synthetic'].map((model, i) => ({
      model,
      images: 10,
      seed: 7,
      judge: {
        kind: 'estimator',
        name: 'small',
        sha256: '0b'.repeat(32),
        rule: { threshold: 0.25, thresholds: {} },
        labelledTrainingData: i === 1,
      },
      tags: animeTags.tags.map(({ id }, place) => ({
        id,
        asked: 10,
        shown: Math.round(10 * share(place)),
        precision: share(place),
        low: Math.max(0, share(place) - 0.2),
        high: Math.min(1, share(place) + 0.2),
        chance: 0.1,
        paper: 0.8,
      })),
      means: [
        { tags: 34, precision: 0.5, low: 0.4, high: 0.6, chance: 0.1, paper: 0.8 },
        { group: 'hair-colour', tags: 13, precision: 0.7, low: 0.6, high: 0.8, chance: 0.1, paper: 0.8 },
      ],
      warnings: i === 1 ? ['small labelled the pictures that this generator was trained on'] : [],
    })),
    fid: ['amaryllis', 'synthetic'].map((model, i) => ({
      model,
      estimator: 'small',
      samples: 2000,
      reals: 2000,
      trials: [120 - 80 * i, 124 - 80 * i],
      mean: 122 - 80 * i,
      range: 4,
      warnings: [],
    })),
    scores: ['amaryllis', 'synthetic'].map((model, i) => ({
      model,
      estimator: 'small',
      samples: 2000,
      reals: 20_000,
      fid: 120 - 80 * i,
      kid: { distance: 0.12, standardError: i === 0 ? 0.003 : null, subsets: 100, subsetSize: 1000 },
      precision: 0.6,
      recall: 0.2,
      density: 0.8,
      coverage: 0.5,
      memorization: {
        score: 0.4 + 0.5 * i,
        copies: 0.01 + 0.2 * i,
        isCopying: i === 1,
        verdict: i === 0 ? 'no sign of copying' : 'copies training pictures',
      },
      warnings: ['too few pictures for 64 features'],
    })),
    speed: {
      machine: { processor: 'a processor', cores: 2, system: 'linux x64', node: '20.20.0' },
      device: 'cpu',
      rounds: 15,
      warmUp: 2,
      models: [
        { model: 'amaryllis', median: 160, lower: 155, upper: 170 },
        { model: 'synthetic', median: 12.34, lower: 12, upper: 13 },
      ],
    },
    runs: [
      {
        name: 'lite-64',
        batchSize: 32,
        fid: [{ label: '2,000 fakes, features of small', steps: [500, 1000, 1500], values: [300, 180, 150] }],
        steps: [100, 200, 300],
        charts: [
          {
            title: 'Tag loss',
            note: 'It should fall.',
            isPart: false,
            series: [
              { label: 'D', color: 0, values: [9, 7, 6] },
              { label: 'G', color: 1, values: [null, 8, 7] },
            ],
          },
        ],
      },
    ],
    failures: [
      { part: 'Figure 15', model: 'amaryllis', reason: 'the weights have no attribute "year" to sweep' },
    ],
  }
}
