import { describe, expect, it } from 'vitest'
import { parsePictureRecord, recordPicture } from './picture-record.js'

const weights = { manifest: { name: 'synthetic', version: '0.1.0' }, dtype: 'int8', sha256: 'ab' }
const face = { seed: 7, tags: ['smile'], attributes: {}, width: 64, height: 64 }

describe('a picture record', () => {
  it('says how to draw the faces again, and is read back', () => {
    const between = { seeds: [7, 85] as [number, number], position: 0.5 }
    const faces = [face, { ...face, seed: undefined, attributes: { year: 2010 }, between }]
    const text = recordPicture({ faces, weights, settings: { truncation: 1, prior: undefined }, columns: 2 })
    expect(text.Software).toBe('AnimeGAN')
    expect(parsePictureRecord(text)).toEqual({
      schema: 'animegan.picture/1',
      weights: { name: 'synthetic', version: '0.1.0', dtype: 'int8', sha256: 'ab' },
      settings: { truncation: 1 },
      columns: 2,
      faces: [
        { seed: 7, tags: ['smile'] },
        { seed: null, tags: ['smile'], attributes: { year: 2010 }, between },
      ],
    })
  })

  it.each([
    ['no chunk', undefined],
    ['no JSON', '{'],
    ['another schema', '{"schema":"animegan.picture/2"}'],
    ['a broken seed', recordPicture({ faces: [face], weights }).animegan?.replace('"seed":7', '"seed":-7')],
  ])('is undefined for %s', (_, animegan) => {
    expect(parsePictureRecord(animegan === undefined ? {} : { animegan })).toBeUndefined()
  })
})
