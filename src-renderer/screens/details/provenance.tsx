// Where each value of an activity comes from: its name, its place in the file, how sure it is.
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import type { TextId } from '../../text/english.ts';
import { fieldTextId } from '../../text/field-names.ts';
import { numberFormat } from '../../text/intl-formats.ts';
import { useText, type Text } from '../../text/use-text.ts';
import { DetailSection } from './detail-section.tsx';

type Provenance = ReceiptEntry['fieldProvenance'][string];

export function ProvenanceSection({ entry }: { readonly entry: ReceiptEntry }) {
  const { say, reader } = useText();
  const fields = Object.entries(entry.fieldProvenance);
  if (fields.length === 0 && entry.unsupportedFields.length === 0) return null;
  return (
    <DetailSection title={say('provenance.title')} isFolded>
      {fields.length > 0 && (
        <table className="provenance readable">
          <thead>
            <tr>
              <th scope="col">{say('provenance.field')}</th>
              <th scope="col">{say('provenance.source')}</th>
              <th scope="col" className="provenance-sure">
                {say('provenance.sure')}
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([field, provenance]) => (
              <ProvenanceRow key={field} field={field} provenance={provenance} text={{ say, reader }} />
            ))}
          </tbody>
        </table>
      )}
      {entry.unsupportedFields.length > 0 && (
        <p className="provenance-unsupported quiet readable">
          {say('provenance.unsupported')}: <span className="code">{entry.unsupportedFields.join(', ')}</span>
        </p>
      )}
    </DetailSection>
  );
}

interface ProvenanceRowProps {
  readonly field: string;
  readonly provenance: Provenance;
  readonly text: Text;
}

function ProvenanceRow({ field, provenance, text: { say, reader } }: ProvenanceRowProps) {
  const { source_path, confidence, transform, notes } = provenance;
  const nameId: TextId | null = fieldTextId(field);
  return (
    <tr>
      <th scope="row">{nameId === null ? <span className="code">{field}</span> : say(nameId)}</th>
      <td>
        <span className="code">{source_path}</span>
        {transform !== undefined && transform !== 'identity' && (
          <span className="provenance-note quiet">{say('provenance.converted', { transform })}</span>
        )}
        {notes !== undefined && <span className="provenance-note quiet">{notes}</span>}
      </td>
      <td className="provenance-sure">
        {numberFormat(reader.locale, { style: 'percent' }).format(confidence)}
      </td>
    </tr>
  );
}
