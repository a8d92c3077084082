package bucket

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"gocloud.dev/blob"

	"github.com/haki-project/haki/pipeline"
)

// IsAddress reports whether the name of a corpus is that of a bucket.
func IsAddress(name string) bool { return strings.Contains(name, "://") }

// Open opens the bucket at an address: file:///folder, s3://bucket/prefix,
// gs://bucket/prefix or azblob://container/prefix. Parameters after a question
// mark, as ?region=eu-west-1 or ?endpoint=https://host&use_path_style=true, are
// those of gocloud.dev; credentials come from the environment, as the provider's
// own programs take them. Nothing is asked of the network yet.
func Open(ctx context.Context, address string) (pipeline.Bucket, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("bucket %s: %w", address, err)
	}
	prefix := strings.Trim(u.Path, "/")
	switch u.Scheme {
	case "file":
		return openFolder(u)
	case "s3", "gs", "azblob":
	default:
		return nil, fmt.Errorf("bucket %s: %s:// is not known: write a folder, or file://, s3://, gs:// or azblob://", address, u.Scheme)
	}
	if !blob.DefaultURLMux().ValidBucketScheme(u.Scheme) {
		return nil, fmt.Errorf("bucket %s: this program was built without the providers (-tags nocloud)", address)
	}
	u.Path = ""
	b, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("bucket %s: %w", address, err)
	}
	if prefix != "" {
		b = blob.PrefixedBucket(b, prefix+"/")
	}
	return remote{b}, nil
}

func openFolder(u *url.URL) (pipeline.Bucket, error) {
	if u.Host != "" || u.Path == "" {
		return nil, fmt.Errorf("bucket %s: write three slashes, as file:///mnt/corpus", u)
	}
	return folder(filepath.FromSlash(u.Path)), nil
}
