import type { TaggerManifest } from '@animegan/core'

/** What is known about the networks of Saito and Matsui, "Illustration2Vec" (2015), version 2.0.0. */
export const illustration2vec = {
  name: 'illustration2vec',
  licence: 'MIT',
  credit: 'Masaki Saito and Yusuke Matsui, Illustration2Vec, 2015',
  source: 'https://github.com/rezoo/illustration2vec/releases/tag/v2.0.0',
  resolution: 224,
  /** Last layer of the tag net that has weights: a map for each tag. */
  tagLayer: 'conv6_4',
  /** 512 general, 512 characters, 512 copyrights, 3 ratings. */
  tags: 1539,
  /** Last layer of the feature net that has weights. */
  featureLayer: 'encode1',
  features: 4096,
} as const

/** What both nets were trained on: stretched to the square, less the mean colour of their training pictures, blue first. */
export const illustration2vecPreprocessing: TaggerManifest['preprocessing'] = {
  background: '#ffffff',
  fit: 'fill',
  filter: 'linear',
  scale: 1,
  offset: [-164.76139251, -167.47864617, -181.13838569],
}
