package bucket

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"github.com/haki-project/haki/pipeline"
)

// remote is a bucket of a provider.
type remote struct{ *blob.Bucket }

var _ pipeline.Bucket = remote{}

func (r remote) Get(ctx context.Context, name string) (io.ReadCloser, error) {
	in, err := r.NewReader(ctx, name, nil)
	return in, standard(err)
}

func (r remote) Put(ctx context.Context, name string, in io.Reader) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w, err := r.NewWriter(ctx, name, &blob.WriterOptions{ContentType: octets})
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, in); err != nil {
		cancel() // before Close, which would otherwise keep what has come so far
		return errors.Join(err, w.Close())
	}
	return w.Close()
}

// octets keeps gocloud.dev from guessing a type of what is compressed.
const octets = "application/octet-stream"

// attempts at a creation that collides with another: the provider refuses both
// while they are in flight, and says to try again.
const attempts = 5

func (r remote) Create(ctx context.Context, name string, content []byte) (err error) {
	for range attempts {
		err = r.WriteAll(ctx, name, content, &blob.WriterOptions{ContentType: octets, IfNotExist: true})
		if !collided(err) {
			break
		}
	}
	return standard(err)
}

// collided reports whether S3 answered that another request for the same name
// was in work (409 ConditionalRequestConflict).
func collided(err error) bool {
	var coded interface{ ErrorCode() string }
	return errors.As(err, &coded) && coded.ErrorCode() == "ConditionalRequestConflict"
}

func (r remote) Has(ctx context.Context, name string) (bool, error) {
	return r.Exists(ctx, name)
}

func (r remote) List(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for list := r.Bucket.List(&blob.ListOptions{Prefix: prefix}); ; {
			o, err := list.Next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield("", err)
				return
			}
			if !yield(o.Key, nil) {
				return
			}
		}
	}
}

// standard says in the words of io/fs what a provider means.
func standard(err error) error {
	switch gcerrors.Code(err) {
	case gcerrors.NotFound:
		return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	case gcerrors.FailedPrecondition, gcerrors.AlreadyExists:
		return fmt.Errorf("%w: %w", fs.ErrExist, err)
	}
	return err
}
