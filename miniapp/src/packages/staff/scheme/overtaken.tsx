import { schemeDesk } from '../../../copy/scheme-desk';
import { Box, Btn, Item, List, NoticeBar, Pairs, Title } from '../../../ui';
import { changed, type Draft, idOf, NUMBERS } from './draft';

const words = schemeDesk.editor;
const NAMES: Readonly<Record<string, string>> = {
  title: words.fields.title,
  why: words.fields.why,
  ...Object.fromEntries(NUMBERS.flatMap(({ group, fields }) => fields.map((f) => [idOf(group, f), `${words.groups[group]}：${words.numbers[f]}`]))),
};
interface Props {
  /** As it was when the typing began, as typed, and as somebody else saved it meanwhile. */
  base: Draft;
  typed: Draft;
  saved: Draft;
  onKeep: () => void;
  onDrop: () => void;
}
/** Somebody else saved while this was being typed: their change beside the typing, of which nothing is lost before one chooses. */
export function Overtaken({ base, typed, saved, onKeep, onDrop }: Props) {
  const theirs = changed(base, saved);
  return (
    <Box id='overtaken' className='mt2' role='group' label={words.overtaken.title}>
      <NoticeBar tone='warn' status>
        {words.overtaken.title}
      </NoticeBar>
      <List className='mt2' label={words.overtaken.label}>
        {theirs.map((id) => (
          <Item key={id}>
            <Title level={3}>{NAMES[id]}</Title>
            <Pairs
              left
              rows={[
                { k: words.overtaken.before, v: base[id] ?? '' },
                { k: words.overtaken.theirs, v: saved[id] ?? '' },
                ...(typed[id] !== base[id] ? [{ k: words.overtaken.mine, v: typed[id] ?? '' }] : []),
              ]}
            />
          </Item>
        ))}
      </List>
      <Box className='row row--wrap mt2'>
        <Btn id='keep-typing' kind='ghost' size='s' onClick={onKeep}>
          {words.overtaken.keep}
        </Btn>
        <Btn id='drop-typing' kind='text' size='s' onClick={onDrop}>
          {words.overtaken.drop}
        </Btn>
      </Box>
    </Box>
  );
}
