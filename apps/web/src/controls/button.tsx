import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import styles from './button.module.css'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** `primary` once a page; `quiet` in rows of tools. */
  variant?: 'primary' | 'plain' | 'quiet'
  children: ReactNode
}

/** A button, with text, an icon or both. One with an icon alone needs an `aria-label`. */
export function Button({ variant = 'plain', ...props }: ButtonProps) {
  return <AriaButton {...props} className={`${styles.button} ${styles[variant]}`} />
}
