import type { TaggerManifest, TagSchema } from '@animegan/core'

/**
 * What is known about the Inception v3 (Szegedy et al. 2016) of NSFW JS: trained to tell drawings from photographs and decent
 * pictures from others, so it has seen anime, as the usual Inception of ImageNet has not.
 */
export const nsfwjsInception = {
  name: 'nsfwjs-inception',
  licence: 'MIT',
  credit: 'NSFW JS, Copyright (c) 2019 Infinite Red, Inc., and the nsfw_model of Gant Laborde (GantMan)',
  source: 'https://github.com/infinitered/nsfwjs',
  /** Where the npm package exports it, since 4.3.0. */
  subpath: './models/inception_v3',
  install: 'npm install nsfwjs@4',
  /** Of the model.json as `JSON.stringify` writes it, and of the weight files joined: the same in 4.3.0 and 4.4.0. */
  sha256: {
    modelJson: 'f5882005bdfa95fa82c3d2fe0419b27495736336e1784a3563a8b746f3c3f7e3',
    weights: '8a457f3fdec7db18b16e44323454db0eaeb8f314eda0046b2e293e58a5bfabf4',
  },
  resolution: 299,
  /** The mean of each of the last maps: what comes before the classifier. */
  featureLayer: 'flatten_1',
  features: 2048,
} as const

/** As NSFW JS prepares pictures, stretched to the square and red first, but with antialiasing. */
export const nsfwjsPreprocessing: TaggerManifest['preprocessing'] = {
  background: '#ffffff',
  fit: 'fill',
  filter: 'linear',
  scale: 1 / 255,
  offset: 0,
}

/** The five classes in the order of the outputs. They are no tags of faces. */
export const nsfwjsTags: TagSchema = {
  name: 'nsfwjs',
  version: '1',
  groups: [{ id: 'rating', labels: { en: 'rating', ja: 'レーティング', zh: '分级' }, exclusive: true }],
  tags: [
    { id: 'drawing', labels: { en: 'drawing', ja: 'イラスト', zh: '绘画' }, group: 'rating' },
    { id: 'hentai', labels: { en: 'hentai', ja: '成人向けイラスト', zh: '成人绘画' }, group: 'rating' },
    { id: 'neutral', labels: { en: 'neutral', ja: '一般', zh: '普通' }, group: 'rating' },
    { id: 'porn', labels: { en: 'porn', ja: 'ポルノ', zh: '色情' }, group: 'rating' },
    { id: 'sexy', labels: { en: 'sexy', ja: 'セクシー', zh: '性感' }, group: 'rating' },
  ],
  attributes: [],
}
