import { useDidShow } from '@tarojs/taro';
import type { CSSProperties, PropsWithChildren, ReactNode } from 'react';
import { back as goBack, type Tab } from '../platform/router';
import { focusHeading, windowFrame } from '../platform/window';
import { Box, Btn, Icon, Title, Txt } from './base';
import { cx } from './classes';
import { TabBar } from './tabbar';
import { SandboxTag } from './tags';
import { useTheme } from './theme';

export type NavBarP = {
  title: string;
  tone?: 'light' | 'dark' | 'clear';
  /** `false`: no back button (tab pages, results). A function goes its own way. */
  back?: boolean | (() => void);
  /** The brand instead of a centred title: the logo and the name, left of the capsule. */
  brand?: boolean;
  sticky?: boolean;
};
/** The page's own navigation bar: below the status bar, clear of WeChat's capsule. Its title is the page's h1. */
export function NavBar({ title, tone = 'light', back = true, brand, sticky }: NavBarP) {
  const { statusBar, navBar, capsule } = windowFrame();
  const clear = capsule ? { paddingRight: `${capsule}px`, ...(brand ? {} : { paddingLeft: `${capsule}px` }) } : {};
  return (
    <Box role='banner' className={cx('nav', `nav--${tone}`, sticky && 'nav--sticky')} style={{ paddingTop: `${statusBar}px` }}>
      <Box className={cx('nav__bar', brand && 'nav__bar--start')} style={{ minHeight: `${navBar}px`, ...clear }}>
        {back && (
          <Btn kind='bare' className='nav__back' label='返回' onClick={() => (typeof back === 'function' ? back() : void goBack())}>
            <Icon name='chevron-left' />
          </Btn>
        )}
        {brand ? (
          <>
            <Box className='logo' hidden />
            <Txt strong className='nav__brand'>
              {title}
            </Txt>
          </>
        ) : (
          <Title level={1}>{title}</Title>
        )}
      </Box>
    </Box>
  );
}

const CONTOUR = `url("data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 390 360" preserveAspectRatio="xMidYMin slice" fill="none" stroke="#7FBFC0"><path d="M-20 300C60 250 90 190 180 196S300 120 420 92M-20 186C34 156 92 86 166 88S280 20 420-28M-20 376C80 336 100 272 200 276S320 202 420 180" stroke-width="1.2" opacity=".26"/><path d="M-20 262C50 222 96 152 176 160S300 84 420 52M-20 226C40 190 96 118 172 124S296 48 420 12M-20 338C70 292 96 230 190 236S310 160 420 136M-20 144C30 118 84 52 158 52S262-4 400-60" stroke-width=".8" opacity=".16"/></svg>',
)}")`;
/** The contour lines alone, over a dark card. */
export const Contour = () => <Box className='contour' style={{ backgroundImage: CONTOUR }} hidden />;
/** The deep-sea head of a page with the contour lines of a chart. Put a NavBar with tone `clear` into it. */
export const Hero = ({ className, style, children }: PropsWithChildren<{ className?: string; style?: CSSProperties }>) => (
  <Box className={cx('hero', className)} style={style}>
    <Contour />
    <Box className='hero__in'>{children}</Box>
  </Box>
);

export type PageP = PropsWithChildren<{
  title: string;
  nav?: 'light' | 'dark' | 'none';
  back?: boolean | (() => void);
  /** Dark pages (a voucher, the scanner) are deep sea from edge to edge. */
  dark?: boolean;
  /** The tab this page is: shows the tab bar. */
  tab?: Tab;
  /** Above the page's body, from edge to edge: a Hero. It then brings its own NavBar (`nav='none'`) and h1. */
  hero?: ReactNode;
  /** The action bar at the bottom; `barRows` is how many rows of buttons it holds. */
  bar?: ReactNode;
  barRows?: 1 | 2;
  /** Says that this page stands on a sandbox (SMS, real name …). */
  sandbox?: string | false;
  /** What stands over everything: sheets, the toast. */
  overlay?: ReactNode;
  /** Over the content: an OfflineBar. */
  notice?: ReactNode;
  flush?: boolean;
  tight?: boolean;
  busy?: boolean;
  className?: string;
}>;
/**
 * Every page's root: theme (font scale, care edition), navigation bar, landmarks, sandbox tag, safe areas, tab bar, and in a browser the focus
 * on the h1 after each navigation.
 */
export function Page(p: PageP) {
  const { care, k } = useTheme();
  useDidShow(focusHeading);
  const nav = p.nav ?? (p.dark ? 'dark' : 'light');
  return (
    <Box className={cx('ui', care && 'care', p.dark && 'ui--dark', p.className)} style={{ '--k': String(k) } as CSSProperties}>
      {nav !== 'none' && <NavBar title={p.title} tone={nav} back={p.tab ? false : p.back} sticky />}
      {p.notice}
      <Box role='main' busy={p.busy}>
        {p.hero}
        {p.sandbox && (
          <Box className='page__top'>
            <SandboxTag what={p.sandbox} />
          </Box>
        )}
        <Box
          className={cx(
            'page',
            p.tab && 'page--tab',
            p.bar && (p.barRows === 2 ? 'page--bar2' : 'page--bar'),
            p.flush && 'page--flush',
            p.tight && 'page--tight',
          )}
        >
          {p.children}
        </Box>
      </Box>
      {p.bar}
      {p.tab && <TabBar current={p.tab} />}
      {p.overlay}
    </Box>
  );
}
export type ActionBarP = PropsWithChildren<{ note?: string }>;
/** The bar at the bottom of a page: one row of one or two buttons, a second row for a quiet one, a line above. */
export const ActionBar = ({ note, children }: ActionBarP) => (
  <Box className='actionbar'>
    {note && (
      <Txt block className='actionbar__note'>
        {note}
      </Txt>
    )}
    {children}
  </Box>
);
/** Buttons side by side, equal in height and width: refusing weighs as much as agreeing. */
export const Btns = ({ children }: PropsWithChildren) => <Box className='btns'>{children}</Box>;

export type SectionP = PropsWithChildren<{ title: string; more?: string; onMore?: () => void; note?: string; className?: string }>;
/** A titled part of a page, with a link to the whole of it. */
export const Section = ({ title, more, onMore, note, className, children }: SectionP) => (
  <Box role='region' label={title} className={cx('section', className)}>
    <Box className='section__head'>
      <Title>{title}</Title>
      {more && (
        <Btn kind='bare' className='more' label={`${title}，${more}`} onClick={onMore}>
          {more}
          <Icon name='chevron-right' size={18} />
        </Btn>
      )}
      {note && <Txt className='sub muted'>{note}</Txt>}
    </Box>
    {children}
  </Box>
);
export const Card = ({ flush, className, children }: PropsWithChildren<{ flush?: boolean; className?: string }>) => (
  <Box className={cx('card', flush && 'card--flush', className)}>{children}</Box>
);
