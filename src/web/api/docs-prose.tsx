// The document's words: paragraphs, with what stands in backticks as code.
export function Prose({ text }: { text: string }) {
  return (
    <>
      {text.split('\n\n').map((paragraph) => (
        <p>{paragraph.split('`').map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))}</p>
      ))}
    </>
  );
}
