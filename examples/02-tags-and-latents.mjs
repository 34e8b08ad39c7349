// What a face is drawn from: tags as a conditioning vector, and a latent from a seed. No model is needed.
// Run it: node 02-tags-and-latents.mjs
import {
  animeTags,
  animeTagsWithYear,
  completeTags,
  createRandom,
  decodeCondition,
  encodeCondition,
  InvalidInputError,
  parseTags,
  sampleLatent,
  sampleTags,
  slerp,
} from '@animegan/core'

// Tags are read as people type them: English, Japanese, Chinese or ids, in any case and order.
const tags = parseTags(animeTags, 'Smile, 金髪, blue_eyes')
console.log('parsed:', tags)

// +1 for each tag that is on, -1 for the others, in the order of the schema.
const condition = encodeCondition(animeTags, { tags })
console.log('condition:', condition.length, 'numbers, on:', condition.filter((value) => value > 0).length)
console.log('and back:', decodeCondition(animeTags, condition).tags)

// A schema may have attributes with a range; they come after the tags.
const dated = encodeCondition(animeTagsWithYear, { tags, attributes: { year: 2014 } })
console.log('2014 becomes', dated.at(-1)?.toFixed(3))

// Mistakes are named, with the nearest tag.
for (const text of ['blond hair', 'blonde hair, black hair']) {
  try {
    parseTags(animeTags, text)
  } catch (error) {
    if (!InvalidInputError.isInstance(error)) throw error
    console.log(`${error.code}: ${error.message}`)
  }
}

// The same seed gives the same numbers everywhere; the name after it makes an independent stream.
console.log('drawn tags:', sampleTags(animeTags, createRandom(7, 'tags')))
console.log('completed: ', completeTags(animeTags, ['smile'], createRandom(7, 'tags')))

/** @param {Float32Array} vector */
const lengthOf = (vector) => Math.hypot(...vector).toFixed(2)
const first = sampleLatent(createRandom(7, 'latent'), 128)
const second = sampleLatent(createRandom(8, 'latent'), 128)
const near = sampleLatent(createRandom(7, 'latent'), 128, { truncation: 0.7 })
console.log('length of a latent:', lengthOf(first), 'truncated to 0.7:', lengthOf(near))
console.log('halfway along the arc:', lengthOf(slerp(first, second, 0.5)))
