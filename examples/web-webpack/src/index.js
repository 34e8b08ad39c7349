import { createGenerator, toImageData } from '@animegan/runtime-web'
import weights from '@animegan/weights-dahlia'

const status = document.querySelector('[role=status]')
try {
  const generator = await createGenerator({
    weights,
    onProgress: ({ file, done, total }) => {
      status.textContent = `Loading ${file}: ${Math.round((100 * done) / total)}%`
    },
  })
  const [face] = await generator.generate({ tags: 'blonde hair, smile', seed: 7 })
  document.querySelector('canvas').getContext('2d').putImageData(toImageData(face), 0, 0)
  status.textContent = `Drawn on ${generator.device.name}: ${face.tags.join(', ')}`
} catch (error) {
  status.textContent = error.message
}
