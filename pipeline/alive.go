package pipeline

import "context"

type aliveKey struct{}

// WithAlive returns a context whose holder can say that its work is getting on.
func WithAlive(ctx context.Context, alive func()) context.Context {
	return context.WithValue(ctx, aliveKey{}, alive)
}

// Alive says that the document in work is getting on: its limit of time starts
// anew. What takes long page by page, such as OCR, calls it after each page;
// calling it often costs nothing.
func Alive(ctx context.Context) {
	if alive, ok := ctx.Value(aliveKey{}).(func()); ok {
		alive()
	}
}
