// A person's grade in words, notches, border and colour, all four; an organisation's rating in letters. The two never share a component.
import type { PropsWithChildren, ReactNode } from 'react';
import { Box, Btn, Icon, len, Title, Txt } from './base';
import { cx } from './classes';
import { Skeleton } from './feedback';
import { useTheme } from './theme';
import { type Grade, TIDE_TEXT, type TideState, tidePicture } from './tide';

export type { Grade } from './tide';
export type GradeOrUnrated = Grade | 'unrated';
export type RatingLetter = 'a' | 'b' | 'c' | 'd';
export const GRADE_WORDS: Record<GradeOrUnrated, string> = { exemplary: '守信示范', excellent: '守信优良', good: '守信良好', unrated: '暂未评定' };
const NOTCHES: Record<Grade, number> = { exemplary: 3, excellent: 2, good: 1 };
const RATED: Record<RatingLetter, number> = { a: 4, b: 3, c: 2, d: 1 };

/** Filled steps out of three (a person) or four (an organisation). Decoration: the word beside it says the same. */
export const NotchBar = ({ on, of }: { on: number; of: 3 | 4 }) => (
  <Box className={cx('notch', of === 3 && 'notch--p')} hidden>
    {Array.from({ length: of }, (_, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: fixed steps
      <Box key={i} className={cx('notch__n', `notch__n--${i + 1}`, i < on && 'notch__n--on')} />
    ))}
  </Box>
);
/** A person's grade in a line of text. Unrated is no step of the scale: it has no notches. */
export const GradeBadge = ({ grade }: { grade: GradeOrUnrated }) => (
  <Box className={cx('grade', `grade--${grade}`)}>
    {grade !== 'unrated' && <NotchBar on={NOTCHES[grade]} of={3} />}
    <Txt strong={grade !== 'unrated'}>{GRADE_WORDS[grade]}</Txt>
  </Box>
);
/** An organisation's rating. Never on a page about a person. */
export const RatingBadge = ({ rating }: { rating: RatingLetter }) => (
  <Box className={cx('rating', `rating--${rating}`)}>
    <Txt className='rating__l'>{rating.toUpperCase()}</Txt>
    <Txt>级</Txt>
    <NotchBar on={RATED[rating]} of={4} />
  </Box>
);

/** The grade in large: “守信” upright, a line of buoy orange, then the word. Read out as one word. */
export function GradeWord({ grade, large }: { grade: GradeOrUnrated | 'covered'; large?: boolean }) {
  if (grade === 'covered') {
    return (
      <Box className='gword gword--covered' role='img' label='等级已遮住'>
        <Box className='gword__word' hidden>
          {[0, 1, 2, 3].map((i) => (
            <Box key={i} className='gword__dot' />
          ))}
        </Box>
      </Box>
    );
  }
  const word = GRADE_WORDS[grade];
  return (
    <Box className={cx('gword', `gword--${grade}`, large && 'gword--l')} role='img' label={word}>
      {grade !== 'unrated' && (
        <Txt className='gword__lead' hidden>
          {word.slice(0, 2)}
        </Txt>
      )}
      <Txt className='gword__word' hidden>
        {grade === 'unrated' ? word : word.slice(2)}
      </Txt>
    </Box>
  );
}

export type TideGaugeP = { state: TideState | 'loading'; width?: number; height?: number };
/** The window on the water: the one large picture of a grade. In the care edition it is left out, the word says all. */
export function TideGauge({ state, width = 144, height = 168 }: TideGaugeP) {
  const { care } = useTheme();
  if (care) return null;
  if (state === 'loading') return <Skeleton className='tide' width={width} height={height} />;
  return (
    <Box
      className='tide'
      role='img'
      label={TIDE_TEXT[state]}
      style={{ width: len(width), height: len(height), backgroundImage: tidePicture(state, width, height) }}
    />
  );
}

const SCALE: readonly Grade[] = ['good', 'excellent', 'exemplary'];
/** The three grades side by side, with “我在这里”. For the unrated there is no scale: the page says why instead. */
export const GradeScale = ({ grade }: { grade: Grade }) => (
  <Box className='gscale' role='list' label='三个等级'>
    {SCALE.map((g) => (
      <Box key={g} role='listitem' className={cx('gscale__c', g === grade && 'gscale__c--on')}>
        <NotchBar on={NOTCHES[g]} of={3} />
        <Txt>{GRADE_WORDS[g].slice(2)}</Txt>
        {g === grade && <Txt className='gscale__me'>我在这里</Txt>}
      </Box>
    ))}
  </Box>
);

/** Shows or covers the grade. In the care edition with a word on it. */
export function EyeButton({ covered, onToggle }: { covered: boolean; onToggle: () => void }) {
  const { care } = useTheme();
  const word = covered ? '看一看' : '遮住';
  const plain = covered ? '显示等级' : '遮住等级';
  // a name begins with the word that is seen: those who speak to their phone say what they read
  const label = care ? `${word}，${plain}` : plain;
  return (
    <Btn id='eye' kind='bare' className={care ? 'eyeb' : 'eye'} label={label} onClick={onToggle}>
      {/* with a word beside it the picture shows what a tap does, alone it shows how things stand */}
      <Icon name={covered === care ? 'eye' : 'eye-off'} size={care ? 36 : 22} />
      {care && <Txt>{word}</Txt>}
    </Btn>
  );
}

export type GradeCardP = PropsWithChildren<{
  /** `covered` is the default; the grade itself is fetched only when the eye is opened. */
  state: GradeOrUnrated | 'covered' | 'off' | 'not-open' | 'no-real-name' | 'loading';
  label: string;
  /** Large words in place of the grade: 还没有开通. */
  big?: string;
  text?: string;
  eye?: ReactNode;
  action?: ReactNode;
}>;
const CARD_TIDE: Partial<Record<GradeCardP['state'], TideState | 'loading'>> = { 'not-open': 'covered', 'no-real-name': 'covered' };
/** The card on the home page that lies over the edge of the hero. `children`: the line below the grade. */
export const GradeCard = ({ state, label, big, text, eye, action, children }: GradeCardP) => (
  <Box role='region' label={label} className='gcard gcard--split' busy={state === 'loading'}>
    <Box className='gcard__l'>
      <Box className='gcard__lab'>
        <Txt>{label}</Txt>
        {eye}
      </Box>
      {state === 'loading' ? (
        <Skeleton width={96} height={72} className='mt2' />
      ) : big ? (
        <Txt block className='gcard__big'>
          {big}
        </Txt>
      ) : (
        <Box className='gcard__word'>
          <GradeWord grade={state as GradeOrUnrated | 'covered'} />
        </Box>
      )}
      {text && (
        <Txt block className='gcard__text'>
          {text}
        </Txt>
      )}
      {children && <Box className='gcard__up'>{children}</Box>}
      {action}
    </Box>
    <TideGauge state={CARD_TIDE[state] ?? (state as TideState | 'loading')} />
  </Box>
);
/** The other card in the same place: the guest's search. */
export const HeroCard = ({ label, children }: PropsWithChildren<{ label: string }>) => (
  <Box role='region' label={label} className='gcard'>
    {children}
  </Box>
);

export type FactorRowP = {
  kind: 'up' | 'open' | 'not-counted';
  title: string;
  desc: string;
  when?: string;
  actions?: { text: string; onClick: () => void }[];
};
const FACTOR = { up: 'arrow-up', open: 'clock', 'not-counted': 'minus' } as const;
const FACTOR_SAYS = { up: '计入等级', open: '公示中', 'not-counted': '不计入等级' } as const;
/** One reason of the grade: what, from whom, until when, and what can be done about it. */
export const FactorRow = ({ kind, title, desc, when, actions }: FactorRowP) => (
  <Box className='fac'>
    <Box className={cx('fac__mark', `fac__mark--${kind}`)} role='img' label={FACTOR_SAYS[kind]}>
      <Icon name={FACTOR[kind]} size={18} heavy />
    </Box>
    <Box className='grow'>
      <Title level={3}>{title}</Title>
      <Txt block className='fac__desc'>
        {desc}
      </Txt>
      <Box className='fac__foot'>
        {when && <Txt>{when}</Txt>}
        <Box className='fac__acts'>
          {actions?.map((a) => (
            <Btn key={a.text} kind='bare' className='link' label={`${a.text}：${title}`} onClick={a.onClick}>
              {a.text}
            </Btn>
          ))}
        </Box>
      </Box>
    </Box>
  </Box>
);
