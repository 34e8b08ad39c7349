import { animeTagsWithYear, parsePictureRecord, recordPicture, type WeightsManifest } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { type CharacterSettings, createSettings } from './character-settings'
import { recordSettings, restoreSettings } from './picture-settings'
import { planCharacters, settleCharacter } from './plan-characters'

const manifest = {
  name: 'dahlia',
  version: '1.0.0',
  tags: animeTagsWithYear,
  inputs: { latent: { name: 'latent', size: 16 }, condition: { name: 'condition', size: 35 } },
} as WeightsManifest

/** The record of a picture that the site makes of some settings, as read back. */
function record(settings: CharacterSettings, extra: Record<string, unknown> = {}) {
  const faces = planCharacters(manifest, settings).map((plan) => ({ ...plan, width: 64, height: 64 }))
  const weights = { manifest, dtype: 'int8', sha256: 'ab' }
  return parsePictureRecord(
    recordPicture({ faces, weights, settings: { ...recordSettings(settings), ...extra } }),
  )!
}

const varied: CharacterSettings = {
  ...createSettings(7),
  tagSeed: 9,
  mixes: [{ seed: 85, amount: 0.25 }],
  truncation: undefined,
  tags: { smile: true, hat: false, 'blue-hair': true },
  strengths: { glasses: 1.45 },
  attributes: { year: 2010 },
  count: 5,
  lock: 'noise',
}

describe('settings from a picture', () => {
  it.each<[string, CharacterSettings]>([
    ['the usual ones', createSettings(7)],
    ['a sheet with everything', varied],
    ['a sheet with locked tags', { ...varied, lock: 'tags' }],
  ])('are those that it was made from: %s', (_, settings) => {
    expect(restoreSettings(manifest, record(settings))).toEqual({ settings, complete: true })
  })

  it('draw the same face for one of a sheet alone', () => {
    const plans = planCharacters(manifest, varied)
    const alone = settleCharacter(manifest, varied, plans[3]!)
    expect(planCharacters(manifest, alone)).toEqual([plans[3]])
    expect(restoreSettings(manifest, record(alone))).toEqual({ settings: alone, complete: true })
  })

  it('come from pictures of the command', () => {
    const typed = record({ ...createSettings(7), truncation: undefined, tags: { smile: true } })
    const faces = [{ ...typed.faces[0]!, tags: ['black-hair', 'smile', 'green-eyes'] }]
    const restored = restoreSettings(manifest, {
      ...typed,
      settings: { tags: '笑顔, black hair, green eyes' },
      faces,
    })
    const [plan] = planCharacters(manifest, restored!.settings)
    expect(restored!.complete).toBe(true)
    expect(plan).toMatchObject({ seed: 7, tags: faces[0]!.tags, attributes: faces[0]!.attributes })
  })

  it('settle for the first face of a sheet whose seeds follow no rule', () => {
    const sheet = record({ ...createSettings(7), count: 3 })
    const scattered = { ...sheet, faces: [sheet.faces[0]!, sheet.faces[2]!] }
    const restored = restoreSettings(manifest, scattered)!
    expect(restored.complete).toBe(false)
    expect(planCharacters(manifest, restored.settings)[0]).toMatchObject(sheet.faces[0]!)
  })

  it('survive settings that mean nothing', () => {
    const broken = record(createSettings(7), { strengths: { smile: 99 }, mixes: 'x', fixed: 1 })
    expect(restoreSettings(manifest, broken)?.settings).toMatchObject({ seed: 7, strengths: {}, mixes: [] })
  })

  it('are not there for faces from given vectors, or on the way between two', () => {
    const { faces, ...rest } = record(createSettings(7))
    expect(restoreSettings(manifest, { ...rest, faces: [{ ...faces[0]!, seed: null }] })).toBeUndefined()
    const between = { seeds: [1, 2] as [number, number], position: 0.5 }
    expect(restoreSettings(manifest, { ...rest, faces: [{ ...faces[0]!, between }] })).toBeUndefined()
  })
})
