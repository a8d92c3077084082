package opensearch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/haki-project/haki/index/query"
)

// Fields of a passage in OpenSearch beside those named by queries: keyPrefix+field
// is what a value is found by, shownPrefix+field how it is written.
const (
	keyPrefix     = "k."
	shownPrefix   = "v."
	textField     = "text"
	sectionField  = "section"
	titleField    = "title"
	lengthField   = "length" // words of the text
	documentField = "document"
	passageField  = "passage"
	uriField      = "uri"
	placeField    = "place"
	txnField      = "txn"
	versionField  = "version"
	recordField   = "record" // what a hit shows; not indexed
)

// maxKey is how many UTF-16 units a value may have to be found by: Lucene takes no
// term over 32,766 bytes.
const maxKey = 8191

// formSeparator stands between the forms of a word, which share a place.
const formSeparator = "|"

// settings of a new index. Nothing is refreshed but by Publish; copies take every
// write themselves, so that after a refresh all of them answer alike.
func settings(o Layout) object {
	return object{
		"number_of_shards": o.Shards, "number_of_replicas": o.Replicas,
		"refresh_interval": "-1", "codec": "best_compression", "replication.type": "DOCUMENT",
		"analysis": object{
			"tokenizer": object{"words": object{"type": "whitespace", "max_token_length": 1 << 16}},
			"filter":    object{"forms": object{"type": "pattern_capture", "preserve_original": false, "patterns": []string{`([^` + formSeparator + `]+)`}}},
			"analyzer": object{
				"forms": object{"type": "custom", "tokenizer": "words", "filter": []string{"forms"}},
				"form":  object{"type": "custom", "tokenizer": "keyword"},
			},
		},
		// Score is how often a form stands in a passage: the rest of BM25 comes with the query.
		"similarity": object{"times": object{"type": "scripted", "script": object{"source": "return query.boost * doc.freq;"}}},
	}
}

func mappings() object {
	words := object{"type": "text", "analyzer": "forms", "search_analyzer": "form", "norms": false, "similarity": "times"}
	unseen := object{"type": "keyword", "index": false, "ignore_above": maxKey}
	keys, shown := object{}, object{}
	for _, f := range query.Fields {
		if f.Type == query.Text {
			continue
		}
		keys[f.Name] = object{"type": "keyword", "ignore_above": maxKey, "doc_values": f.Facet || f.Type == query.Date}
		if f.Facet && f.Type == query.Keyword {
			shown[f.Name] = unseen
		}
	}
	keys[documentKind] = object{"type": "keyword", "ignore_above": maxKey}
	return object{
		"dynamic": false, "_source": object{"includes": []string{recordField, "state"}},
		"properties": object{
			textField: words, sectionField: words, titleField: words,
			strings.TrimSuffix(keyPrefix, "."): object{"properties": keys}, strings.TrimSuffix(shownPrefix, "."): object{"properties": shown},
			lengthField: object{"type": "integer", "index": false}, placeField: object{"type": "integer", "index": false},
			documentField: object{"type": "keyword", "ignore_above": maxKey}, txnField: object{"type": "long"}, versionField: object{"type": "keyword"},
			passageField: unseen, uriField: unseen,
			recordField: object{"type": "object", "enabled": false}, "state": object{"type": "object", "enabled": false},
		},
	}
}

// documentKind is the kind of a document alone: its facet is counted by it.
const documentKind = "document_kind"

// Layout is how a new index lies in the cluster.
type Layout struct {
	Shards   int // parts, on as many nodes at most; default 3
	Replicas int // copies of each part beside the first: without any, the loss of a node loses passages
}

func (l Layout) orDefault() Layout {
	l.Shards = cmp.Or(max(l.Shards, 0), 3)
	l.Replicas = max(l.Replicas, 0)
	return l
}

// putTemplate tells the cluster how indices of this name are made.
func (c *client) putTemplate(ctx context.Context, l Layout) error {
	body := object{"index_patterns": []string{c.Name + ".*"}, "priority": 200, "template": object{"settings": object{"index": settings(l)}, "mappings": mappings()}}
	return c.do(ctx, http.MethodPut, "/_index_template/"+c.Name, body, nil)
}

// create makes an index of that name, known by the aliases given and by one to
// write through: a write to the name of an index that is gone would make a new
// one, a write to an alias fails.
func (c *client) create(ctx context.Context, l Layout, name string, aliases ...string) error {
	if err := c.putTemplate(ctx, l); err != nil {
		return fmt.Errorf("index template: %w", err)
	}
	list := object{writeAlias(name): object{}}
	for _, alias := range aliases {
		list[alias] = object{}
	}
	// All copies shall be there before the first write, or the loss of a node could lose it.
	path := "/" + name + "?wait_for_active_shards=all&timeout=10s"
	err := c.do(ctx, http.MethodPut, path, object{"aliases": list}, nil)
	var f *Failure
	if err != nil && (!errors.As(err, &f) || f.Type != "resource_already_exists_exception") {
		return err
	}
	return c.newState(ctx, name)
}

func writeAlias(index string) string { return index + ".write" }

// ensure makes an index where the name has none. Machines that do so at once make
// the same one.
func (c *client) ensure(ctx context.Context, l Layout) error {
	_, err := c.readState(ctx)
	switch {
	case errors.Is(err, errFormat):
		return nil // it is there, for a rebuild to replace
	case !errors.Is(err, ErrNoIndex):
		return err
	}
	return c.create(ctx, l, c.Name+".first", c.Name)
}
