// The page of a run: draws its charts with uPlot and lets its snapshots be looked through. Classic script, no modules:
// the page is one file that opens from a disk.
/* global uPlot */
;(() => {
  const { charts, steps, batchSize, snapshots } = JSON.parse(document.getElementById('run').textContent)
  const settings = { smoothing: 0, logarithmic: false, axis: 'steps' }

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

  const formatValue = (value, isPart) => {
    if (value == null) return '–'
    if (isPart) return `${(100 * value).toFixed(1)}%`
    const size = Math.abs(value)
    if (size !== 0 && (size >= 1e6 || size < 1e-3)) return value.toExponential(2)
    return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3)
  }
  const formatCount = (value) =>
    Math.abs(value) >= 1e6
      ? `${+(value / 1e6).toFixed(2)}M`
      : Math.abs(value) >= 1e4
        ? `${+(value / 1e3).toFixed(1)}k`
        : String(value)

  /** Exponential moving average; its start does not weigh more than the rest. */
  const smooth = (values, decay) => {
    let sum = 0
    let weight = 0
    return values.map((value) => {
      if (value == null) return null
      sum = sum * decay + value * (1 - decay)
      weight = weight * decay + (1 - decay)
      return sum / weight
    })
  }

  const axisOf = (format, size) => ({
    stroke: color('quiet'),
    grid: { stroke: color('grid'), width: 1 },
    ticks: { stroke: color('grid'), width: 1 },
    font: '12px system-ui, sans-serif',
    values: (_, marks) => marks.map((mark) => (mark == null ? '' : format(mark))),
    size,
  })

  const drawLegend = (place, chart, index, values, xs) => {
    const at = index ?? xs.length - 1
    const items = chart.series.map(({ label, color: number }, i) => {
      const item = document.createElement('span')
      const swatch = document.createElement('span')
      swatch.className = 'swatch'
      swatch.style.background = color(`series-${number}`)
      // Where nothing was measured, the last that was.
      const known = values[i].slice(0, at + 1).findLast((value) => value != null)
      item.append(swatch, `${label} ${formatValue(known, chart.isPart)}`)
      return item
    })
    const where = document.createElement('span')
    where.className = 'at'
    where.textContent = `${settings.axis === 'steps' ? 'step' : 'images'} ${xs[at]?.toLocaleString('en') ?? '–'}`
    place.replaceChildren(where, ...items)
  }

  const drawChart = (card, chart) => {
    const place = card.querySelector('.plot')
    const legend = card.querySelector('.legend')
    const xs = settings.axis === 'steps' ? steps : steps.map((step) => step * batchSize)
    const smoothed = settings.smoothing > 0 && !chart.isSparse
    const shown = chart.series.map(({ values }) => (smoothed ? smooth(values, settings.smoothing) : values))
    const isLogarithmic = settings.logarithmic && !chart.isPart
    const positive = (values) => (isLogarithmic ? values.map((value) => (value > 0 ? value : null)) : values)
    const raw = smoothed ? chart.series.map(({ values }) => values) : []
    const line = (alpha, width) => (series) => ({
      stroke: color(`series-${series.color}`) + alpha,
      width,
      spanGaps: true,
      points: { show: chart.isSparse || steps.length < 2 },
    })
    place.replaceChildren()
    const plot = new uPlot(
      {
        width: place.clientWidth,
        height: 240,
        legend: { show: false },
        cursor: { sync: { key: 'run' }, drag: { x: true, y: false }, points: { size: 6 } },
        scales: {
          x: { time: false },
          y: {
            distr: isLogarithmic ? 3 : 1,
            ...(chart.isPart ? { range: (_, low) => [Math.max(0, Math.min(low ?? 0, 0.9) - 0.02), 1] } : {}),
          },
        },
        axes: [
          axisOf(formatCount, 34),
          axisOf(chart.isPart ? (value) => `${Math.round(100 * value)}%` : formatCount, 52),
        ],
        series: [
          {},
          ...raw.map((_, i) => line('40', 1)(chart.series[i])),
          ...chart.series.map(line('', 1.75)),
        ],
        hooks: {
          setCursor: [({ cursor }) => drawLegend(legend, chart, cursor.idx, shown, xs)],
        },
      },
      [xs, ...raw.map(positive), ...shown.map(positive)],
      place,
    )
    drawLegend(legend, chart, null, shown, xs)
    return plot
  }

  const cards = [...document.querySelectorAll('.charts .card')]
  let plots = []
  const drawAll = () => {
    for (const plot of plots) plot.destroy()
    plots = steps.length === 0 ? [] : cards.map((card, i) => drawChart(card, charts[i]))
  }
  const resize = new ResizeObserver(() => {
    plots.forEach((plot, i) => {
      const width = cards[i].querySelector('.plot').clientWidth
      if (width !== plot.width) plot.setSize({ width, height: 240 })
    })
  })
  for (const card of cards) resize.observe(card)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll)

  const smoothing = document.getElementById('smoothing')
  if (smoothing) {
    const shown = document.getElementById('smoothing-value')
    const read = () => {
      // Finer towards 1, where it matters.
      settings.smoothing = smoothing.value === '0' ? 0 : 1 - 0.5 ** (Number(smoothing.value) / 2)
      shown.textContent = settings.smoothing.toFixed(2)
    }
    smoothing.addEventListener('input', () => {
      read()
      drawAll()
    })
    document.getElementById('logarithmic').addEventListener('change', ({ target }) => {
      settings.logarithmic = target.checked
      drawAll()
    })
    document.getElementById('axis').addEventListener('change', ({ target }) => {
      settings.axis = target.value
      drawAll()
    })
    read()
  }
  drawAll()

  const slider = document.getElementById('snapshot')
  if (slider) {
    const image = document.getElementById('sheet')
    const label = document.getElementById('sheet-step')
    const play = document.getElementById('play')
    const show = (index) => {
      slider.value = String(index)
      image.src = snapshots[index].source
      image.alt = `64 faces after ${snapshots[index].step} steps`
      label.textContent = `step ${snapshots[index].step.toLocaleString('en')}`
    }
    const move = (by) => show(Math.max(0, Math.min(snapshots.length - 1, Number(slider.value) + by)))
    let timer
    const stop = () => {
      clearInterval(timer)
      timer = undefined
      play.textContent = 'Play'
    }
    slider.addEventListener('input', () => {
      stop()
      show(Number(slider.value))
    })
    document.getElementById('before').addEventListener('click', () => move(-1))
    document.getElementById('after').addEventListener('click', () => move(1))
    play.addEventListener('click', () => {
      if (timer !== undefined) return stop()
      if (Number(slider.value) === snapshots.length - 1) show(0)
      play.textContent = 'Stop'
      timer = setInterval(() => {
        move(1)
        if (Number(slider.value) === snapshots.length - 1) stop()
      }, 400)
    })
    show(snapshots.length - 1)
  }
})()
