const paths = {
  accept: 'M4.5 12.5l5 5 10-11',
  reject: 'M6 6l12 12M18 6L6 18',
  undo: 'M9 14L4 9l5-5M4 9h9.5a6.5 6.5 0 010 13H11',
  tag: 'M3 12V4.5A1.5 1.5 0 014.5 3H12l9 9-9 9-9-9zM8 8h.01',
  filter: 'M3 5h18M6.5 12h11M10 19h4',
  help: 'M9.2 9a3 3 0 115.2 2c-.9 1-2.4 1.5-2.4 3.2M12 18h.01',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M10.5 18a7.5 7.5 0 100-15 7.5 7.5 0 000 15zM16 16l5 5',
  zoom: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
  missing: 'M4 4l16 16M8 5h11v11M5 8v11h11',
}

/** A line drawing of 24 x 24 in the colour of the text; what it means is said beside it. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
