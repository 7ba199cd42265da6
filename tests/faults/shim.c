/* Stands between a program and its files (LD_PRELOAD): records what reaches the disk, in which order, and lets a
   chosen write or sync fail. Only files below FAULTS_FOLDER are looked at; FAULTS_LOG takes the record, one write a
   record, so that the records of several processes come in one order. A thing is recorded after it was done: what a
   second process synced in between then counts as not yet synced, which errs towards loss.

   Build: cc -shared -fPIC -O2 -o shim.so shim.c -ldl -lpthread */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct __attribute__((packed)) { char op; uint32_t path; int64_t number; uint32_t data; } head;

static const char *folder;
static size_t folder_length;
static int log_file = -1;
static long sync_delay; /* microseconds that every sync takes longer */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;
static long writes_left = -1, syncs_left = -1; /* until the fault; below zero: none is armed */
static int fault, for_good, faults_met;

static void begin(void) {
    folder = getenv("FAULTS_FOLDER");
    folder_length = folder ? strlen(folder) : 0;
    const char *log = getenv("FAULTS_LOG"), *delay = getenv("FAULTS_SYNC_DELAY_US");
    if (log && *log) log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    sync_delay = delay ? atol(delay) : 0;
}

#define REAL(name) static __typeof__(&name) next; if (!next) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int watched(const char *path) {
    pthread_once(&once, begin);
    return folder_length && path && !strncmp(path, folder, folder_length);
}

static int watched_file(int fd, char *path) {
    pthread_once(&once, begin);
    if (!folder_length) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return watched(path);
}

static void record(char op, const char *path, int64_t number, const void *data, size_t size) {
    if (log_file < 0) return;
    int kept = errno;
    size_t name = strlen(path), whole = sizeof(head) + name + size;
    char *line = malloc(whole);
    head first = {op, (uint32_t)name, number, (uint32_t)size};
    memcpy(line, &first, sizeof first);
    memcpy(line + sizeof first, path, name);
    if (size) memcpy(line + sizeof first + name, data, size);
    if (syscall(SYS_write, log_file, line, whole) != (ssize_t)whole) abort();
    free(line);
    errno = kept;
}

static int fails(long *left) {
    pthread_mutex_lock(&counting);
    int now = 0;
    if (*left > 0) {
        --*left;
    } else if (*left == 0) {
        now = 1;
        ++faults_met;
        if (!for_good) *left = -1;
    }
    pthread_mutex_unlock(&counting);
    if (now) errno = fault;
    return now;
}

/* Called by the tests. */
void faults_arm(long writes, long syncs, int error, int stays) {
    pthread_mutex_lock(&counting);
    writes_left = writes, syncs_left = syncs, fault = error, for_good = stays, faults_met = 0;
    pthread_mutex_unlock(&counting);
}
int faults_seen(void) { return faults_met; }
void faults_mark(long number) {
    pthread_once(&once, begin);
    record('K', "", number, NULL, 0);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(pwrite64);
    char path[PATH_MAX];
    if (!watched_file(fd, path)) return next(fd, data, size, at);
    if (fails(&writes_left)) return -1;
    ssize_t done = next(fd, data, size, at);
    if (done > 0) record('W', path, at, data, (size_t)done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    char path[PATH_MAX];
    if (!watched_file(fd, path)) return next(fd, data, size);
    if (fails(&writes_left)) return -1;
    ssize_t done = next(fd, data, size);
    if (done > 0) record('W', path, lseek(fd, 0, SEEK_CUR) - done, data, (size_t)done);
    return done;
}

int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    char path[PATH_MAX];
    if (!watched_file(fd, path)) return next(fd, size);
    int done = next(fd, size);
    if (!done) record('T', path, size, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int synced(int fd, int (*next)(int)) {
    char path[PATH_MAX];
    if (!watched_file(fd, path)) return next(fd);
    if (fails(&syncs_left)) return -1;
    if (sync_delay) usleep((useconds_t)sync_delay);
    int done = next(fd);
    if (!done) record('S', path, 0, NULL, 0);
    return done;
}
int fsync(int fd) { REAL(fsync); return synced(fd, next); }
int fdatasync(int fd) { REAL(fdatasync); return synced(fd, next); }

static int opened(int folder_fd, const char *path, int flags, mode_t mode) {
    REAL(openat64);
    int made = watched(path) && (flags & O_CREAT) && access(path, F_OK) != 0, kept = errno;
    int emptied = watched(path) && (flags & O_TRUNC) && !made;
    errno = kept;
    int fd = next(folder_fd, path, flags, mode);
    if (fd >= 0 && made) record('C', path, 0, NULL, 0);
    if (fd >= 0 && emptied) record('T', path, 0, NULL, 0);
    return fd;
}
#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }

int unlink(const char *path) {
    REAL(unlink);
    int done = next(path);
    if (!done && watched(path)) record('U', path, 0, NULL, 0);
    return done;
}

int rename(const char *from, const char *to) {
    REAL(rename);
    int done = next(from, to);
    if (!done && watched(from)) record('R', from, 0, to, strlen(to));
    return done;
}
