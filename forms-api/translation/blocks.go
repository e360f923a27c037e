package translation

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A BlockKind is what a stretch of a body is.
type BlockKind string

// The kinds of stretches that are shown side by side.
const (
	HeadingBlock   BlockKind = "heading"
	ParagraphBlock BlockKind = "paragraph"
	ItemBlock      BlockKind = "item" // of a list, with the lists within it
	OtherBlock     BlockKind = "other"
)

// A Block is a stretch of whole lines of a body. Its text is Markdown as it stands
// there, without the line's end behind it.
type Block struct {
	Kind  BlockKind
	ID    string   // of a heading
	Text  string   // begins and ends with a line that is not blank
	Links []string // addresses in it, as Difference.There has them
}

// Blocks parts a body at the headings, paragraphs, items and other nodes of its
// tree's top level. Gaps are what stands before, between and behind them, one more
// than there are blocks: gaps[0] + blocks[0].Text + gaps[1] + … is the body.
func Blocks(body []byte) (blocks []Block, gaps []string) {
	root, source := parse(body)
	p := partition{source: source, lines: bytes.SplitAfter(body, []byte("\n"))}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if l, ok := n.(*ast.List); ok {
			for item := l.FirstChild(); item != nil; item = item.NextSibling() {
				p.begin(item, ItemBlock)
			}
			continue
		}
		if !isUnread(n, source) {
			p.begin(n, kindOf(n))
		}
	}
	return p.cut()
}

func kindOf(n ast.Node) BlockKind {
	switch n.(type) {
	case *ast.Heading:
		return HeadingBlock
	case *ast.Paragraph:
		return ParagraphBlock
	}
	return OtherBlock
}

// A partition gathers on which lines the blocks of a body begin.
type partition struct {
	source []byte   // as parse has it: line by line like the body
	lines  [][]byte // of the body, with their ends
	blocks []Block
	starts []int // line of each block, from 0
}

// begin notes a block. What has no place of its own, or begins where another does,
// is a part of the block before it.
func (p *partition) begin(n ast.Node, kind BlockKind) {
	at := n.Pos()
	if at < 0 {
		if at = startOf(n); at == 0 && len(p.starts) > 0 {
			return
		}
	}
	line := bytes.Count(p.source[:min(at, len(p.source))], []byte("\n"))
	if len(p.starts) > 0 && line <= p.starts[len(p.starts)-1] || line >= len(p.lines) {
		return
	}
	b := Block{Kind: kind, Links: linksIn(n, p.source)}
	if h, ok := n.(*ast.Heading); ok {
		b.ID = idOf(h)
	}
	p.blocks, p.starts = append(p.blocks, b), append(p.starts, line)
}

// cut fills the texts in: each block ends before the blank lines that the next one
// stands behind.
func (p *partition) cut() ([]Block, []string) {
	gaps := []string{string(bytes.Join(p.lines[:p.first()], nil))}
	for i, start := range p.starts {
		end := len(p.lines)
		if i+1 < len(p.starts) {
			end = p.starts[i+1]
		}
		whole := string(bytes.Join(p.lines[start:end], nil))
		p.blocks[i].Text = strings.TrimRight(whole, " \t\r\n")
		gaps = append(gaps, whole[len(p.blocks[i].Text):])
	}
	return p.blocks, gaps
}

// first is the line on which the first block begins, or behind the last line.
func (p *partition) first() int {
	if len(p.starts) == 0 {
		return len(p.lines)
	}
	return p.starts[0]
}

// linksIn are the addresses in a node, each once.
func linksIn(n ast.Node, source []byte) (all []string) {
	r := &outliner{outline: &outline{}, source: source}
	_ = ast.Walk(n, r.visit)
	met := map[string]bool{}
	for _, l := range r.links {
		if !met[l.address] {
			met[l.address] = true
			all = append(all, l.address)
		}
	}
	return all
}

// A BlockPair is what an Italian and a translated body have at the same place, by
// their numbers in Blocks; -1 for nothing.
type BlockPair struct{ Italian, Translated int }

// PairBlocks lays two bodies beside each other: headings by their ids and levels,
// everything else by its kind.
func PairBlocks(italian, translated []Block) []BlockPair {
	var pairs []BlockPair
	for _, s := range align(italian, translated, alike) {
		pairs = append(pairs, BlockPair{s.source, s.translated})
	}
	return pairs
}

func alike(a, b Block) bool {
	return a.Kind == b.Kind && (a.Kind != HeadingBlock || a.ID == b.ID && level(a) == level(b))
}

// level is how many signs a heading begins with; 0 for one that is underlined.
func level(b Block) int { return len(b.Text) - len(strings.TrimLeft(b.Text, "#")) }
