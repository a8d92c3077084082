package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/haki-project/haki/index"
	"github.com/haki-project/haki/index/bleve"
	"github.com/haki-project/haki/index/opensearch"
	"github.com/haki-project/haki/ingest"
	"github.com/haki-project/haki/ingest/pdf"
	"github.com/haki-project/haki/pipeline"
	"github.com/haki-project/haki/pipeline/cite"
	"github.com/haki-project/haki/pipeline/meta"
	"github.com/haki-project/haki/pipeline/nlp"
	"github.com/haki-project/haki/pipeline/rights"
	"github.com/haki-project/haki/pipeline/states"
	"github.com/haki-project/haki/pipeline/upr"
	"github.com/haki-project/haki/pipeline/worker"
)

// This is the only file that knows everything: commands, stages, and which
// implementation stands behind which interface.

// commands lists the commands by group, in the order of the help.
func commands(a *app) map[string][]*cobra.Command {
	return map[string][]*cobra.Command{
		"in":   {newIngest(a), newSync(a), newRetry(a)},
		"out":  {newSearch(a), newShow(a), newDiff(a), newSimilar(a), newLink(a), newExport(a), newServe(a), newMCP(a), newAnnotate(a), newDemo(a)},
		"care": {newStatus(a), newRebuild(a), newVerify(a), newBackup(a), newRestore(a), newTag(a), newWhy(a), newRetag(a), newScheme(a), newTrain(a), newEval(a), newBench(a)},
	}
}

// stages is what happens to a document after it was read, in running order. The
// tagger is the last, because it tags the recommendations that upr makes; it may
// be nil where only the names matter.
func stages(tagger *rights.Tagger) []pipeline.Stage {
	return []pipeline.Stage{nlp.New(), meta.New(), cite.New(), upr.New(), tagger}
}

// newTagger is a tagger with the user's own schemes and models besides Haki's.
func newTagger(read readOptions) (*rights.Tagger, error) {
	schemes, err := readSchemes(read.Schemes)
	if err != nil {
		return nil, err
	}
	models, err := readModels(read.Models)
	if err != nil {
		return nil, err
	}
	return rights.New(rights.Options{Schemes: schemes, Models: models})
}

// processor is the journey of one document: read, then annotate.
type processor struct {
	options ingest.Options
	stages  []pipeline.Stage
	recipe  string
}

// newProcessor is what a worker process runs.
func newProcessor(read readOptions) (*processor, error) {
	recipe, err := recipeOf(read)
	if err != nil {
		return nil, err
	}
	tagger, err := newTagger(read)
	if err != nil {
		return nil, err
	}
	return &processor{options: ingest.Options{PDF: pdf.Options{Engine: read.PDFEngine}}, stages: stages(tagger), recipe: recipe}, nil
}

// recipeOf is the hash of everything but bytes and metadata that shapes a
// document. It needs no tagger, which takes longer to load than a small file to read.
func recipeOf(read readOptions) (string, error) {
	if engines := []string{"", pdf.EngineLayout, pdf.EnginePDFium}; !slices.Contains(engines, read.PDFEngine) {
		return "", fmt.Errorf("%w: --pdf-engine %s: choose one of %v", errUsage, read.PDFEngine, engines[1:])
	}
	h := sha256.New()
	fmt.Fprintln(h, ingest.Version, read.PDFEngine)
	for _, s := range stages(nil) {
		fmt.Fprintln(h, s.Name())
	}
	for _, path := range slices.Concat(read.Schemes, read.Models) {
		b, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%x\n", sha256.Sum256(b))
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

// checked is recipeOf, and the error of schemes and models of the user's own: of
// those a person should hear before documents fail of them.
func checked(read readOptions) (string, error) {
	if len(read.Schemes)+len(read.Models) > 0 {
		if _, err := newTagger(read); err != nil {
			return "", err
		}
	}
	return recipeOf(read)
}

// Recipe is that of [recipeOf].
func (p *processor) Recipe() string { return p.recipe }

// Process reads an original and annotates it. What the user set is there for
// the stages to build on, and stands in the end.
func (p *processor) Process(ctx context.Context, o pipeline.Original) (*pipeline.Document, error) {
	d, err := ingest.Extract(ctx, o, p.options)
	if err != nil {
		return nil, err
	}
	d.Recipe, d.Provenance = p.recipe, o.Provenance
	d.Apply(o.Set)
	for _, s := range p.stages {
		if err := s.Annotate(ctx, d); err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name(), err)
		}
	}
	d.Apply(o.Set)
	return d, d.Check()
}

// writing is everything that a command needs that changes the corpus.
type writing struct {
	store  *pipeline.Store
	index  index.Writer
	pool   *worker.Pool
	runner pipeline.Runner
}

func (a *app) openWriting(read readOptions) (*writing, error) {
	debug.SetGCPercent(50) // documents and segments come and go by the ten megabytes: collect them before there are many
	store, err := a.openStore(false)
	if err != nil {
		return nil, err
	}
	w := &writing{store: store}
	if err := w.open(a, read); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (w *writing) open(a *app, read readOptions) (err error) {
	if !read.NoIndex {
		if w.index, err = a.indexWriter(context.Background()); err != nil {
			return err
		}
	}
	recipe, err := checked(read)
	if err != nil {
		return err
	}
	command, err := workerCommand(read)
	if err != nil {
		return err
	}
	w.pool = worker.New(worker.Options{Command: command, Recipe: recipe, Workers: read.Workers})
	w.runner = pipeline.Runner{Store: w.store, Processor: w.pool}
	if w.index != nil {
		w.runner.Index = w.index
	}
	return nil
}

func (w *writing) close() error {
	var errs []error
	if w.pool != nil {
		errs = append(errs, w.pool.Close())
	}
	if w.index != nil {
		errs = append(errs, w.index.Close())
	}
	return errors.Join(append(errs, w.store.Close())...)
}

// workerCommand is this program again, told how to read.
func workerCommand(read readOptions) ([]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	b, err := json.Marshal(read)
	return []string{self, "worker", string(b)}, err
}

// backend is an index, whatever keeps it.
type backend interface {
	OpenReader(index.Options) (index.Reader, error)
	OpenWriter(context.Context, index.Options) (index.Writer, error)
	// Rebuild puts an index that fill fills in the place of the one there.
	Rebuild(ctx context.Context, o index.Options, fill func(index.Writer) error) error
}

// backend is the index of the corpus, or the one that --index names.
func (a *app) backend() (backend, error) {
	if a.index == "" {
		return bleve.Dir(filepath.Join(a.dir(), "index")), nil
	}
	if a.shards < 1 || a.replicas < 0 {
		return nil, fmt.Errorf("%w: --index-shards counts from 1, --index-replicas from 0", errUsage)
	}
	return opensearch.Open(a.index, opensearch.Layout{Shards: a.shards, Replicas: a.replicas})
}

// scratch is an index for measuring: in a folder, or on the cluster beside the
// index that --index names.
func (a *app) scratch(dir string) (interface {
	backend
	Size(context.Context) (int64, error) // in bytes, of one copy
	Remove(context.Context) error
}, error) {
	if a.index == "" {
		return bleve.Dir(filepath.Join(dir, "index")), nil
	}
	address, options, _ := strings.Cut(a.index, "?")
	return opensearch.Open(address+"-bench?"+options, opensearch.Layout{Shards: a.shards, Replicas: a.replicas})
}

func (a *app) indexWriter(ctx context.Context) (index.Writer, error) {
	b, err := a.backend()
	if err != nil {
		return nil, err
	}
	return b.OpenWriter(ctx, indexOptions())
}

// reader opens the index as it was last published.
func (a *app) reader() (index.Reader, error) {
	store, err := a.openStore(true) // says so where there is no corpus
	if err != nil {
		return nil, err
	}
	if err := errors.Join(a.catchUp(context.Background(), store), store.Close()); err != nil {
		return nil, err
	}
	b, err := a.backend()
	if err != nil {
		return nil, err
	}
	return b.OpenReader(indexOptions())
}

// indexOptions are what readers and writers of the index must have alike.
func indexOptions() index.Options { return index.Options{References: cite.Terms, Country: country} }

// rebuildOptions are indexOptions where nothing but the index is made.
func rebuildOptions() index.Options {
	o := indexOptions()
	o.Workers = runtime.GOMAXPROCS(0)
	return o
}

// country returns the ISO code of a State's name, "" for none.
func country(name string) string {
	code, _ := states.Lookup(name)
	return code
}

// existing opens for writing the corpus that is there: only ingest and sync make one.
func (a *app) existing() (*pipeline.Store, error) {
	if err := a.exists(); err != nil {
		return nil, err
	}
	return a.openStore(false)
}

// exists says so where there is no corpus.
func (a *app) exists() error {
	store, err := a.openStore(true)
	if err != nil {
		return err
	}
	return store.Close()
}
