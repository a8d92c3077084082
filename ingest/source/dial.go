package source

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"github.com/haki-project/haki/pipeline"
)

// transport connects to public addresses only, unless told otherwise. The check
// is made on the address that is dialled, after names are resolved: a name that
// answers with a public address first and a private one later gains nothing. A
// proxy of the environment is used only where private addresses are allowed,
// because behind it nobody can check.
func transport(o ClientOptions) *http.Transport {
	dialer := &net.Dialer{Timeout: o.Patience}
	t := &http.Transport{
		DialContext:           dialer.DialContext,
		TLSHandshakeTimeout:   o.Patience,
		ResponseHeaderTimeout: o.Patience,
		MaxIdleConnsPerHost:   1,
		IdleConnTimeout:       time.Minute,
		ForceAttemptHTTP2:     true,
		// Lengths and ranges are those of the file, not of a packed form of it.
		DisableCompression:     true,
		MaxResponseHeaderBytes: 64 << 10,
	}
	if o.AllowPrivate {
		t.Proxy = http.ProxyFromEnvironment
		return t
	}
	dialer.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error { return publicOnly(address) }
	return t
}

// publicOnly returns an error for an address (1.2.3.4:80, [::1]:80) that is not
// on the public network.
func publicOnly(address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", pipeline.ErrAddress, address)
	}
	ip := ap.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return fmt.Errorf("%w: %s is a private address", pipeline.ErrAddress, ip)
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return fmt.Errorf("%w: %s is a reserved address", pipeline.ErrAddress, ip)
		}
	}
	return nil
}

// reserved are blocks of RFC 6890 and its updates that count as global unicast
// but lead into networks of providers, to this host or through translators.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}
